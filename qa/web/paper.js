// The reading view: brings the marked place into sight, copies, turns to neighbours by arrow keys.
// Every page works without it.
const cited = document.getElementById("cited");
if (cited) {
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  cited.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
}

const live = document.querySelector(".live");

const copy = async (text) => {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Over plain http on a local network there is no clipboard: fall back to a selection.
    const field = document.createElement("textarea");
    field.value = text;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
  live.textContent = live.dataset.copied;
  setTimeout(() => { live.textContent = ""; }, 2000);
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy], [data-copy-link]");
  if (button) {
    copy(button.dataset.copy || location.href);
  }
});

document.addEventListener("keydown", (event) => {
  if (event.target.closest("input, select, textarea, pre") || event.ctrlKey || event.altKey || event.metaKey) {
    return;
  }
  const turn = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
  const link = turn && document.querySelector(`a[rel=${turn}]`);
  if (link) {
    link.click();
  } else if (event.key === "/") {
    event.preventDefault();
    document.querySelector("input[type=search]").focus();
  }
});
