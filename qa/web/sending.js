// Questions on their way: each is sent as it stood in the very moment of Enter, and told to the server again as
// long as nothing comes back. Here before all else of the page, so that no Enter is too early.
(() => {
  const FIRST = 4000; // milliseconds without a sign after which a question is told again; then twice as long
  const LOADED = 15000; // the same for a question that the page's own load asks
  const CALM = 20000; // the same once there was a sign
  const OVER = 3; // tellings without any sign, though the server is there, after which the page is loaded again
  const SENT = 1000; // the time within which Gradio sends what it is told, if it sends anything any more
  const ODD = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u0085\ufeff]+/g; // Python and browsers strip them differently

  const clean = (question) => question.replace(ODD, " ").trim();
  const line = () => document.querySelector("#wb-box textarea");
  const busy = () => document.querySelector('.wb-turn[aria-busy="true"]') !== null;

  // Where this tab is, beside its address: it stays when the page is loaded again or come back to. `talk` is the
  // conversation as the browser keeps it, `filters` are those that hold, `asking` has no answer yet, `mark` is that
  // question's own.
  const place = () => (history.state || {}).wenbao || {};
  const hold = (told, address) => {
    history.replaceState({ ...history.state, wenbao: { ...place(), ...told } }, "", address || location.href);
  };
  const marked = () => Date.now().toString(36) + Math.random().toString(36).slice(2, 8);

  let sent = null; // what goes along with the question on its way, as it was then
  let wait = FIRST;
  let heard = 0; // when there was a sign of it last, or it was told
  let told = 0; // how often, without a sign
  let seen = false; // there was a sign once: it stands in line, or is worked on

  const tell = () => {
    heard = Date.now();
    document.dispatchEvent(new CustomEvent("wenbao-ask", { detail: sent }));
  };

  // A server that is gone does not say so: while an answer is awaited, it is asked whether it is there. Twice
  // without a word, it is told to the visitor; to try again is to load the page again, which brings all back.
  let guarding = 0;
  let misses = 0;
  let anew = false; // it is another one than the page came from
  const reached = async () => {
    try {
      const told = await fetch("/healthz", { cache: "no-store", signal: AbortSignal.timeout(15000) });
      const { started = window.wenbaoStarted } = await told.json().catch(() => ({}));
      anew = started !== window.wenbaoStarted;
      return true;
    } catch {
      return false;
    }
  };
  // Loaded again, the page asks what has no answer: once only for each question.
  const reload = () => {
    const { mark, reloaded } = place();
    if (reloaded === mark) {
      return false;
    }
    hold({ reloaded: mark });
    location.reload();
    return true;
  };
  const again = () => {
    const { asking, mark, filters = {} } = place();
    const deaf = told > 0 && (window.wenbaoJoined || 0) < heard - SENT;
    if ((deaf || (!seen && told >= OVER)) && reload()) {
      return;
    }
    sent = sent || { question: asking, mark, filters, turns: [] };
    told += 1;
    wait *= 2;
    tell();
  };
  const guard = async () => {
    misses = (await reached()) ? 0 : misses + 1;
    seen = seen && misses === 0; // what was worked on when it went is not any more
    const notice = document.querySelector(".wb-lost");
    const { asking, mark } = place();
    if (notice && misses > 1 && notice.hidden) {
      notice.hidden = false;
      notice.querySelector("span").textContent = notice.dataset.lost;
    } else if (notice && misses === 0 && !asking) {
      notice.hidden = true; // it is back, and nothing was lost
    }
    if (asking && mark && misses === 0) {
      // One that was started anew knows nothing of this page's streams, and what is told to them is not heard.
      if (anew && !seen && reload()) {
        return;
      }
      if (Date.now() - heard > wait) {
        again();
      }
    }
    guarding = asking || misses ? setTimeout(guard, 2000) : 0;
  };
  const begin = (first) => {
    [wait, told, heard, seen] = [first, 0, Date.now(), false];
    guarding = guarding || setTimeout(guard, 1000);
  };

  // The conversations that the browser keeps, the newest first.
  window.wenbaoStored = () => {
    try {
      return JSON.parse(localStorage.getItem("wenbao") || "[]");
    } catch {
      return []; // a browser that keeps nothing
    }
  };
  window.wenbaoHold = hold;
  window.wenbaoPlace = place;

  // The conversation can be told from now on: what was sent before is.
  window.wenbaoReady = () => {
    if (sent && place().asking) {
      sent = { ...sent, ...window.wenbaoAlong() };
      tell();
    }
  };

  // Asks, unless another question has no answer yet; `instead` takes the place of the last one.
  window.wenbaoAsk = (question, instead = false) => {
    const asking = clean(question);
    if (!asking || busy() || place().asking) {
      return false;
    }
    const mark = marked();
    sent = { question: asking, mark, instead, ...window.wenbaoAlong?.() };
    hold({ asking, mark });
    begin(FIRST);
    tell();
    return true;
  };

  // The conversation was drawn, and its last turn is that of this mark.
  window.wenbaoShown = (mark, asked, running) => {
    const { asking, mark: awaited } = place();
    if (asking && awaited && mark !== awaited) {
      return; // what was drawn before the question went out, and comes only now, says nothing of it
    }
    [wait, told, heard, seen] = [Math.max(wait, CALM), 0, Date.now(), true];
    hold({ asking: running ? asked : "", mark });
  };

  const send = () => {
    if (window.wenbaoAsk(line().value)) {
      line().value = "";
      line().dispatchEvent(new Event("input", { bubbles: true }));
    }
  };
  // Gradio would read the line a while later, when more may have been typed, and drop what is sent while it still
  // has to do with the answer before. 229 is the Enter that ends what an input method composes.
  document.addEventListener("keydown", (event) => {
    const composing = event.isComposing || event.keyCode === 229;
    if (event.key === "Enter" && !event.shiftKey && !composing && event.target === line()) {
      event.preventDefault();
      event.stopPropagation();
      send();
    }
  }, true);
  document.addEventListener("click", async (event) => {
    if (event.target.closest("#wb-box .submit-button")) {
      event.preventDefault();
      event.stopPropagation();
      send();
    } else if (event.target.closest("[data-again]") && await reached()) {
      location.reload();
    }
  }, true);

  // A page that is come to with a question asks it as it loads.
  const asked = clean(new URLSearchParams(location.search).get("q") || "");
  if (asked && !(history.state || {}).wenbao) {
    hold({ asking: asked, mark: marked() });
  }
  if (place().asking) {
    begin(LOADED);
  }
})();
