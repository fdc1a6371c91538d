// What a browser brings along when the page is loaded again or gone back to: the conversation that stood there,
// the filters that held, and a question that had no answer yet. A page that is new brings nothing.
(before) => {
  const place = (history.state || {}).wenbao;
  if (!place) {
    return [before, ""];
  }
  // A browser that keeps nothing: the address asks again.
  const found = window.wenbaoStored().find((one) => one.id === place.talk);
  return [before, JSON.stringify({ ...place, turns: found ? found.turns : [] })];
}
