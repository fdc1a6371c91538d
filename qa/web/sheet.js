// The reading panel: scrolls to the mark when an article comes in, closes by button or Escape.
// Runs once inside the component; `element`, `trigger` and `watch` are Gradio's.
const panel = element.closest("#wb-sheet") || element;
// Told on the element itself: Gradio puts every style rule under its own container, so body is out of reach.
const side = element.closest("#wb-side") || panel;

const close = () => {
  delete side.dataset.reading;
  trigger("clear");
  const opener = window.wenbaoOpener;
  if (opener && opener.isConnected) {
    opener.focus();
  }
};

element.addEventListener("click", (event) => {
  if (event.target.closest("[data-close]")) {
    close();
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && side.dataset.reading) {
    close();
  }
});

watch("value", () => {
  const article = element.querySelector(".wb-article");
  if (!article) {
    return;
  }
  side.dataset.reading = "yes";
  element.querySelector(".wb-headline").focus({ preventScroll: true });
  const mark = element.querySelector(".wb-answer") || element.querySelector(".wb-marked");
  if (mark) {
    // Scroll the panel alone: the page around it stays where the visitor reads.
    const shift = mark.getBoundingClientRect().top - panel.getBoundingClientRect().top;
    panel.scrollTop += shift - panel.clientHeight / 3;
  } else {
    panel.scrollTop = 0;
  }
});
