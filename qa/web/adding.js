// Papers that are added: files come by a drop anywhere on the page or by the button, are looked at, kept or
// thrown away. Runs once inside the component; `element`, `trigger` and `watch` are Gradio's.
const live = document.createElement("p");
live.className = "wb-live";
live.setAttribute("role", "status");
live.setAttribute("aria-live", "polite");
element.after(live);

const zone = () => element.querySelector(".wb-drop");
const fold = () => element.querySelector(".wb-add");
const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const megabytes = (bytes) => `${bytes / 1048576} MB`;
let sending = null; // ends what is being sent

// Known by the click, which a key makes too: "toggle" comes a moment later, when all may have been drawn anew.
let opened = false;
const unfold = () => {
  opened = true;
  fold().open = true;
};

const say = (text) => {
  live.textContent = text;
  const going = element.querySelector(".wb-going");
  if (going) {
    going.textContent = text;
  }
};

// Why a file is not even sent; "" if it is.
const hindrance = (file, words) => {
  const page = file.name.toLowerCase().endsWith(".txt");
  const most = Number(page ? words.pageBytes : words.fileBytes);
  if (file.size > most) {
    return fill(words.tooLarge, { name: file.name, limit: megabytes(most) });
  }
  return file.size === 0 ? fill(words.empty, { name: file.name }) : "";
};

const put = async (file, key, words, signal) => {
  try {
    const answer = await fetch(`/uploads/${key}?name=${encodeURIComponent(file.name)}`, {
      method: "PUT",
      headers: { "Content-Type": "application/octet-stream" },
      body: file,
      signal,
    });
    return answer.ok ? "" : (await answer.json()).message;
  } catch {
    return fill(words.notSent, { name: file.name });
  }
};

const send = async (files, folders) => {
  const place = zone();
  if (!place || sending || files.length + folders.length === 0) {
    return;
  }
  sending = new AbortController();
  unfold();
  const { signal } = sending;
  const words = place.dataset;
  const stop = place.querySelector("[data-cancel]");
  stop.hidden = false;
  place.querySelector(".wb-faults").replaceChildren(); // those of what was sent before
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const key = [...bytes].map((one) => one.toString(16).padStart(2, "0")).join("");
  const most = Number(words.files);
  const refused = folders.map((name) => fill(words.folder, { name }));
  refused.push(...files.slice(most).map((one) => fill(words.tooMany, { name: one.name, limit: most })));
  let taken = 0;
  for (const [number, file] of files.slice(0, most).entries()) {
    say(fill(words.sending, { number: number + 1, count: Math.min(files.length, most) }));
    const fault = hindrance(file, words) || await put(file, key, words, signal);
    if (signal.aborted) {
      break;
    }
    if (fault) {
      refused.push(fault);
    } else {
      taken += 1;
    }
  }
  sending = null;
  const focused = document.activeElement === stop;
  stop.hidden = true;
  if (signal.aborted) {
    fetch(`/uploads/${key}`, { method: "DELETE" }).catch(() => {}); // it is cleared away some time later anyhow
    say(words.cancelled);
    if (focused) {
      place.querySelector("input").focus();
    }
    return;
  }
  if (taken > 0) {
    say(words.looking);
    trigger("input", { delivery: key, refused });
    return;
  }
  place.querySelector(".wb-faults").replaceChildren(...refused.map((text) => {
    const row = document.createElement("li");
    row.textContent = text;
    return row;
  }));
  say("");
  live.textContent = refused.join(" ");
};

// Without this a browser would leave the page and show the file instead, also where none is taken just now.
const carries = (event) => event.dataTransfer && [...event.dataTransfer.types].includes("Files");
document.addEventListener("dragover", (event) => {
  if (!carries(event)) {
    return;
  }
  event.preventDefault();
  if (zone()) {
    unfold();
    zone().dataset.over = "yes";
  }
});
document.addEventListener("dragleave", (event) => {
  if (zone() && event.relatedTarget === null) {
    delete zone().dataset.over;
  }
});
document.addEventListener("drop", (event) => {
  if (!carries(event)) {
    return;
  }
  event.preventDefault();
  if (!zone()) {
    return;
  }
  delete zone().dataset.over;
  const files = [];
  const folders = [];
  for (const item of event.dataTransfer.items) {
    const entry = item.webkitGetAsEntry ? item.webkitGetAsEntry() : null;
    const file = item.getAsFile();
    if (entry && entry.isDirectory) {
      folders.push(entry.name);
    } else if (file) {
      files.push(file);
    }
  }
  send(files, folders);
});

element.addEventListener("change", (event) => {
  event.stopPropagation();
  if (event.target.type === "file") {
    send([...event.target.files], []);
    event.target.value = "";
  }
});
element.addEventListener("input", (event) => event.stopPropagation());

element.addEventListener("submit", (event) => {
  event.preventDefault();
  const given = new FormData(event.target);
  trigger("input", { delivery: fold().dataset.delivery, newspaper: given.get("newspaper"), date: given.get("date") });
});

element.addEventListener("click", (event) => {
  if (event.target.closest("summary")?.parentElement === fold()) {
    opened = !fold().open;
  }
  const target = event.target.closest("[data-keep], [data-discard], [data-ask], [data-cancel]");
  if (!target) {
    return;
  }
  if ("cancel" in target.dataset) {
    sending?.abort();
    return;
  }
  const told = { delivery: fold().dataset.delivery };
  if (target.dataset.ask) {
    window.wenbaoAsk(target.dataset.ask);
  } else if ("keep" in target.dataset) {
    target.disabled = true;
    pressed = true;
    trigger("upload", told);
  } else {
    trigger("clear", told);
  }
});

// Whoever loads the page again while papers are kept goes on watching: the server knows the delivery by this.
const awaits = (key) => {
  document.cookie = `wenbao-keeping=${key}; path=/; SameSite=Strict${key ? "" : "; Max-Age=0"}`;
};

// A new state is told and takes the focus once; how far a keeping is, is told every ten seconds.
const entered = (now) => now.dataset.state + (now.querySelector(".wb-fault") ? "!" : "");
let state = fold().dataset.state;
let pressed = false;
let heard = 0;
watch("value", () => {
  const now = fold();
  if (!now) {
    return;
  }
  if (now.dataset.state === "form" && opened) {
    now.open = true; // drawn anew, in another language say, it stays as it was left
  }
  const start = document.querySelector("#wb-talk .wb-start");
  if (now.dataset.fresh && start && entered(now) !== state) {
    start.innerHTML = now.dataset.fresh; // with questions about the papers that are here now
  }
  const mark = now.querySelector("[data-focus]");
  const going = now.querySelector(".wb-going");
  const told = entered(now);
  if (told !== state && mark) {
    const faults = [...now.querySelectorAll(".wb-fault")].map((one) => one.textContent);
    live.textContent = [mark.textContent, ...faults].join(" ");
    if (told !== "keeping" || pressed) { // a page that was loaded again only tells how far it is
      mark.focus({ preventScroll: true });
      now.scrollIntoView({ block: "nearest" });
    }
    heard = Date.now();
  } else if (now.dataset.state === "keeping" && Date.now() - heard > 10000) {
    live.textContent = going.textContent;
    heard = Date.now();
  }
  if (now.dataset.state === "keeping") {
    awaits(now.dataset.delivery);
  } else if (told !== "form" || state !== "form") {
    awaits("");
  }
  state = told;
});
