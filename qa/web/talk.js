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

window.wenbaoTalk = window.wenbaoPlace().talk || "";

// A tab that was duplicated begins with the conversation of the other, and goes on under a name of its own: each
// asks the others once whether that conversation is theirs.
const tabs = new BroadcastChannel("wenbao");
const mine = window.wenbaoTalk;
tabs.onmessage = ({ data }) => {
  if (data.asks && data.talk && data.talk === window.wenbaoTalk) {
    tabs.postMessage({ talk: data.talk });
  } else if (!data.asks && mine && data.talk === mine && mine === window.wenbaoTalk) {
    window.wenbaoTalk = String(Date.now());
    const found = window.wenbaoStored().find((one) => one.id === mine);
    if (found) {
      keep(window.wenbaoTalk, found.turns);
    }
    window.wenbaoHold({ talk: window.wenbaoTalk });
  }
};
const keep = (talk, told) => {
  const others = window.wenbaoStored().filter((one) => one.id !== talk);
  try {
    localStorage.setItem("wenbao", JSON.stringify([{ id: talk, turns: told }, ...others].slice(0, 100)));
    document.dispatchEvent(new Event("wenbao-kept"));
  } catch {
    // No room, or a browser that keeps nothing: the conversation goes on all the same.
  }
};
tabs.postMessage({ talk: mine, asks: true });

// What the conversation would be brought back from: what has no answer stays behind.
const kept = () => turns().map((one) => one.dataset.turn).filter(Boolean).map((one) => JSON.parse(one));

// What goes along with an event. A conversation without a name was just taken away, though it may still stand there.
window.wenbaoAlong = () => ({
  filters: window.wenbaoFilters?.() ?? {},
  turns: window.wenbaoTalk ? kept() : [],
});
document.addEventListener("wenbao-ask", (event) => trigger("submit", event.detail));
window.wenbaoReady();

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

// Opinions: told to the server at once, and again with the word that may follow. The conversation is drawn
// anew with every question, so what was said of each answer is remembered here. The id is of the opinion, made
// by chance: a later word under the same one replaces the earlier.
const opinions = new Map();

const show = (turn) => {
  const group = turn.querySelector(".wb-verdict");
  const said = group && opinions.get(turn.dataset.turn);
  if (!said) {
    return;
  }
  group.querySelectorAll("[data-verdict]").forEach((one) => {
    one.setAttribute("aria-pressed", String(one.dataset.verdict === said.verdict));
  });
  group.querySelector(".wb-remark").hidden = said.over;
  const thanks = group.querySelector(".wb-thanks");
  const words = said.verdict === "withdrawn" ? thanks.dataset.withdrawn : thanks.dataset.thanks;
  thanks.textContent = said.kept === undefined ? "" : said.kept ? words : thanks.dataset.failed;
};

const toldOf = (turn, said, remark) => {
  const row = JSON.parse(turn.dataset.turn);
  const before = turns().slice(0, turns().indexOf(turn)).map((one) => one.dataset.turn).filter(Boolean);
  const address = new URL(turn.dataset.link, location.origin).searchParams;
  return {
    id: said.id,
    verdict: said.verdict,
    remark,
    question: row.question,
    history: before.slice(-5).map((one) => JSON.parse(one)).map((one) => ({
      question: one.question.slice(0, 500),
      answer: (one.text || one.message || "").slice(0, 5000),
    })),
    filters: window.wenbaoNamed(address),
    kind: row.kind,
    answer: row.text || row.message || "",
    items: row.items || [],
    citations: (row.citations || []).map(([article, start, end]) => ({ article, start, end })),
  };
};

const sendOpinion = async (told) => {
  try {
    const headers = { "Content-Type": "application/json" };
    return (await fetch("/api/v1/feedback", { method: "POST", headers, body: told })).ok;
  } catch {
    return false;
  }
};

const opine = async (turn, verdict, remark) => {
  const known = opinions.get(turn.dataset.turn);
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const id = known ? known.id : [...bytes].map((one) => one.toString(16).padStart(2, "0")).join("");
  const said = { id, verdict, over: remark !== "" || verdict === "withdrawn", kept: undefined };
  const told = JSON.stringify(toldOf(turn, said, remark));
  // One after the other: the last word is the last that the server hears.
  said.sent = (known ? known.sent : Promise.resolve()).then(() => sendOpinion(told));
  opinions.set(turn.dataset.turn, said);
  show(turn);
  said.kept = await said.sent;
  // Drawn anew in the meantime, the answer stands in another element.
  const now = turns().find((one) => one.dataset.turn === turn.dataset.turn);
  if (now) {
    show(now);
    live.textContent = now.querySelector(".wb-thanks").textContent;
  }
};

const judge = (button) => {
  const turn = button.closest(".wb-turn");
  if (button.getAttribute("aria-pressed") === "true") {
    opine(turn, "withdrawn", "");
    return;
  }
  opine(turn, button.dataset.verdict, "");
  if (button.dataset.verdict !== "right") {
    turn.querySelector(".wb-remark input").focus();
  }
};

element.addEventListener("submit", (event) => {
  event.preventDefault();
  const turn = event.target.closest(".wb-turn");
  const remark = new FormData(event.target).get("remark").trim();
  const said = opinions.get(turn.dataset.turn);
  if (said && remark) {
    opine(turn, said.verdict, remark);
  }
});

element.addEventListener("click", (event) => {
  const target = event.target.closest("[data-open], [data-ask], [data-copy], [data-copy-link], [data-retry], [data-edit], [data-undo], [data-stop], [data-verdict]");
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
  } else if (told.ask) {
    window.wenbaoAsk(told.ask);
  } else if (told.copy) {
    copy(told.copy, target);
  } else if (told.copyLink) {
    copy(location.origin + told.copyLink, target);
  } else if ("retry" in told) {
    window.wenbaoAsk(target.closest(".wb-turn").querySelector(".wb-asked").textContent, true);
  } else if (("edit" in told || "undo" in told) && !busy()) {
    trigger("edit" in told ? "edit" : "undo", {});
    if (turns().length === 1) {
      window.wenbaoHold({ talk: "" }, "/"); // loaded again, the page does not ask what was taken back
    }
    box().focus();
  } else if ("stop" in told) {
    trigger("stop", {});
  } else if (told.verdict) {
    judge(target);
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
  const told = kept();
  if (told.length === 0) {
    return;
  }
  window.wenbaoTalk = window.wenbaoTalk || String(Date.now());
  keep(window.wenbaoTalk, told);
  window.wenbaoHold({ talk: window.wenbaoTalk });
};

// Folds stay as they were left, and whoever used the keyboard in here does not fall out of the page.
// Known by the click, which a key makes too: "toggle" comes a moment later, when all may have been drawn anew.
const folds = new Set();
element.addEventListener("click", (event) => {
  const fold = event.target.closest("summary")?.parentElement;
  if (fold) {
    const key = turns().indexOf(fold.closest(".wb-turn")) + "/" + fold.className;
    fold.open ? folds.delete(key) : folds.add(key);
  }
});
let within = false;
document.addEventListener("focusin", (event) => { within = element.contains(event.target); });

const settle = (all) => {
  all.forEach((turn, number) => {
    show(turn);
    turn.querySelectorAll("details").forEach((one) => { one.open = folds.has(number + "/" + one.className); });
  });
  if (within && document.activeElement === document.body) {
    all[all.length - 1].focus({ preventScroll: true });
  }
};

const reveal = (turn) => {
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  turn.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
};

let told = 0;
let seen = 0;
watch("value", () => {
  const all = turns();
  const last = all[all.length - 1];
  if (!last) {
    told = 0;
    seen = 0;
    folds.clear();
    return;
  }
  settle(all);
  // A new question comes into sight once, and once more if its answer, which came under it, has no room there
  // while it is looked at; stages grow where it stands.
  const { top, bottom } = last.getBoundingClientRect();
  const cut = last.dataset.link && all.length !== told && top > 0 && top < innerHeight && bottom > innerHeight;
  if (all.length !== seen || cut) {
    reveal(last);
    seen = all.length;
  }
  window.wenbaoShown(last.dataset.mark, last.querySelector(".wb-asked").textContent, busy());
  if (last.dataset.link) {
    window.wenbaoHold({ filters: window.wenbaoFilters() }, last.dataset.link);
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
