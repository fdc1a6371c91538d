// Gradio's client loses what is asked in the very moment in which its stream of answers ends: it hears that the
// question is in the queue while the stream still counts as open, opens no new one, and waits for ever. So as long as
// a stream is open, word from the queue is held back until the stream has ended, or has gone on for a moment.
(() => {
  const MOMENT = 150; // milliseconds: the end of a stream was sent before that word, and is here by then
  const plain = window.fetch;
  const open = new Set();

  const ended = (signal) => new Promise((resolve) => {
    signal.addEventListener("abort", resolve, { once: true });
    setTimeout(resolve, MOMENT);
  });

  window.fetch = async (...asked) => {
    const [what, how] = asked;
    const address = what instanceof Request ? what.url : String(what);
    if (address.includes("/queue/data")) {
      const signal = (how && how.signal) || what.signal;
      if (signal && !signal.aborted) {
        open.add(signal);
        signal.addEventListener("abort", () => open.delete(signal), { once: true });
      }
    }
    if (address.includes("/queue/join")) {
      window.wenbaoJoined = Date.now(); // Gradio still sends what it is told
    }
    const answer = await plain.apply(window, asked);
    if (address.includes("/queue/join")) {
      await Promise.all([...open].map(ended));
    }
    return answer;
  };
})();
