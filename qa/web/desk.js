// Whole conversations: a new one, a file of this one, and earlier ones out of the browser's own memory.
const draw = () => {
  const list = element.querySelector(".wb-earlier ul");
  if (!list) {
    return;
  }
  const sought = element.querySelector(".wb-earlier input").value.trim().toLowerCase();
  const rows = window.wenbaoStored().filter((one) => JSON.stringify(one.turns).toLowerCase().includes(sought)).slice(0, 30);
  list.replaceChildren(...rows.map((one) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "wb-chip";
    button.dataset.talk = one.id;
    button.textContent = new Date(Number(one.id)).toLocaleString() + " " + one.turns[0].question;
    const row = document.createElement("li");
    row.append(button);
    return row;
  }));
  if (rows.length === 0) {
    const row = document.createElement("li");
    row.textContent = list.dataset.empty;
    list.append(row);
  }
};

element.addEventListener("click", (event) => {
  const target = event.target.closest("#wb-new, [data-export], [data-talk]");
  if (!target) {
    return;
  }
  if (target.dataset.export) {
    trigger("download", { form: target.dataset.export, base: location.origin });
  } else if (target.dataset.talk) {
    const found = window.wenbaoStored().find((one) => one.id === target.dataset.talk);
    if (found) {
      window.wenbaoTalk = found.id;
      window.wenbaoHold({ asking: "" });
      element.querySelector("details").open = false;
      trigger("input", { turns: found.turns });
    }
  } else {
    window.wenbaoTalk = "";
    window.wenbaoHold({ talk: "", asking: "" }, "/");
    trigger("clear", {});
    document.querySelector("#wb-box textarea").focus();
  }
});
element.addEventListener("input", (event) => { event.stopPropagation(); draw(); });
element.addEventListener("toggle", draw, true);
document.addEventListener("wenbao-kept", draw);
draw();
