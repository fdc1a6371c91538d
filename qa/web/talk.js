// The conversation: a click on a source opens it, a click on a question asks it.
// Runs once inside the component; `element` and `trigger` are Gradio's.
element.setAttribute("role", "log");
element.setAttribute("aria-live", "polite");

element.addEventListener("click", (event) => {
  const source = event.target.closest("[data-open]");
  if (source) {
    window.wenbaoOpener = source;
    const spans = (source.dataset.spans || "").split(",").map((one) => (one === "" ? null : Number(one)));
    trigger("select", { article: source.dataset.open, spans: spans });
    return;
  }
  const chip = event.target.closest("[data-ask]");
  if (chip) {
    trigger("submit", { question: chip.dataset.ask });
  }
});

watch("value", () => {
  const turns = element.querySelectorAll(".wb-turn");
  if (turns.length > 0) {
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    turns[turns.length - 1].scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
  }
});
