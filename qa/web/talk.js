// The conversation: sources open, questions are asked, answers are copied, kept and told to screen readers.
// Runs once inside the component; `element`, `trigger` and `watch` are Gradio's.
const box = () => document.querySelector("#wb-box textarea");
const turns = () => [...element.querySelectorAll(".wb-turn")];
const busy = () => element.querySelector('.wb-turn[aria-busy="true"]') !== null;

// The whole conversation is drawn anew each time: only what is new goes into the live region.
const live = document.createElement("p");
live.className = "wb-live";
live.setAttribute("role", "status");
live.setAttribute("aria-live", "polite");
element.after(live);
element.setAttribute("role", "region");
element.setAttribute("aria-label", document.documentElement.lang.startsWith("zh") ? "对话" : "Conversation");

const copy = async (text, button) => {
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
    button.focus();
  }
  live.textContent = "✓ " + button.textContent;
  button.dataset.done = "yes";
  setTimeout(() => { delete button.dataset.done; }, 1500);
};

element.addEventListener("click", (event) => {
  const target = event.target.closest("[data-open], [data-ask], [data-copy], [data-copy-link], [data-retry], [data-undo], [data-stop], [data-feedback]");
  if (!target) {
    return;
  }
  const told = target.dataset;
  if (told.open) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) {
      return; // a window of its own, as for any link
    }
    event.preventDefault();
    window.wenbaoOpener = target;
    const spans = (told.spans || "").split(",").map((one) => (one === "" ? null : Number(one)));
    trigger("select", { article: told.open, spans: spans });
  } else if (told.ask && !busy()) {
    trigger("submit", { question: told.ask });
  } else if (told.copy) {
    copy(told.copy, target);
  } else if (told.copyLink) {
    copy(location.origin + told.copyLink, target);
  } else if ("retry" in told && !busy()) {
    trigger("retry", {});
  } else if ("undo" in told && !busy()) {
    trigger("undo", {});
    box().focus();
  } else if ("stop" in told) {
    trigger("stop", {});
  } else if (told.feedback) {
    target.parentElement.querySelectorAll("[data-feedback]").forEach((one) => { one.disabled = true; });
    target.dataset.done = "yes";
    trigger("like", { verdict: told.feedback, number: Number(told.number) });
  }
});

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select");
  if (event.key === "Escape" && busy()) {
    trigger("stop", {});
  } else if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    box().focus();
  } else if (event.key === "ArrowUp" && event.target === box() && box().value === "") {
    const asked = element.querySelectorAll(".wb-asked");
    if (asked.length > 0) {
      event.preventDefault();
      box().value = asked[asked.length - 1].textContent;
      box().dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
});

const save = () => {
  const kept = turns().map((one) => one.dataset.turn).filter(Boolean).map((one) => JSON.parse(one));
  if (kept.length === 0) {
    return;
  }
  try {
    const all = JSON.parse(localStorage.getItem("wenbao") || "[]").filter((one) => one.id !== window.wenbaoTalk);
    window.wenbaoTalk = window.wenbaoTalk || String(Date.now());
    all.unshift({ id: window.wenbaoTalk, turns: kept });
    localStorage.setItem("wenbao", JSON.stringify(all.slice(0, 100)));
    document.dispatchEvent(new Event("wenbao-kept"));
  } catch {
    // No room, or a browser that keeps nothing: the conversation goes on all the same.
  }
};

let told = 0;
watch("value", () => {
  const all = turns();
  const last = all[all.length - 1];
  if (!last) {
    told = 0;
    return;
  }
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  last.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
  if (last.dataset.link) {
    history.replaceState(null, "", last.dataset.link);
    const said = last.querySelector(".wb-said, .wb-items, .wb-found, .wb-message");
    if (all.length !== told && said) {
      live.textContent = said.textContent;
    }
    told = all.length;
    save();
  } else {
    const note = last.querySelector(".wb-note");
    live.textContent = note ? note.textContent : "";
  }
});

// An address that was sent asks its question; the page's events may not stand yet, so it is tried again.
const address = new URLSearchParams(location.search);
const sent = address.get("q");
if (sent) {
  const filters = Object.fromEntries([...address].filter(([name]) => name !== "q"));
  let tries = 0;
  const begin = () => {
    if (turns().length === 0 && tries < 8) {
      tries += 1;
      trigger("submit", { question: sent, filters: filters });
      setTimeout(begin, 2500);
    }
  };
  setTimeout(begin, 400);
}
