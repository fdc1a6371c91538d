// The line that stands there before the page does: what is typed into it, or was left unsent when the page was
// left, goes into the page's own line when that one comes. Sent early, the browser itself asks, by an address.
{
  const first = document.querySelector("#wb-early [name=q]");
  const left = (text) => {
    try {
      const before = sessionStorage.getItem("wenbao-unsent") || "";
      sessionStorage.setItem("wenbao-unsent", text);
      return before;
    } catch {
      return ""; // a browser that keeps nothing
    }
  };
  let sent = false;
  first.form.addEventListener("submit", (event) => {
    sent = first.value.trim() !== "";
    if (!sent) {
      event.preventDefault();
    }
  });
  new MutationObserver((_, watcher) => {
    const field = document.querySelector("#wb-box textarea");
    if (!field) {
      return;
    }
    watcher.disconnect();
    const text = sent ? "" : first.value || left("");
    if (text && !field.value) {
      field.value = text;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    if (document.activeElement === first) {
      field.focus();
    }
    window.addEventListener("pagehide", () => left(field.value));
  }).observe(document, { subtree: true, childList: true });
}
