// The filters: every change is told to the server, which draws them anew with their chips. What a reader has
// chosen counts, not what is drawn: that may be older. By their names in the page's address.
const names = { p: "page", newspaper: "newspaper", column: "column", byline: "byline", since: "since", until: "until", kind: "kind" };
window.wenbaoNamed = (address) => Object.fromEntries(
  [...address].filter(([name, value]) => names[name] && value).map(([name, value]) => [names[name], value]),
);
let chosen = window.wenbaoPlace().filters || window.wenbaoNamed(new URLSearchParams(location.search));
let again = false;
const values = () => Object.fromEntries(
  [...element.querySelectorAll("select, input")].map((one) => [one.name, one.value]).filter((pair) => pair[1]),
);

window.wenbaoFilters = () => chosen;

const choose = (filters) => {
  chosen = Object.fromEntries(Object.entries(filters).filter((pair) => pair[1]));
  again = true;
  window.wenbaoHold({ filters: chosen });
  trigger("select", { filters: chosen });
};

element.addEventListener("change", (event) => {
  event.stopPropagation();
  window.wenbaoFilter = event.target.name;
  choose({ ...chosen, [event.target.name]: event.target.value });
});

element.addEventListener("click", (event) => {
  const chip = event.target.closest("[data-drop]");
  if (chip) {
    window.wenbaoFilter = "";
    choose({ ...chosen, [chip.dataset.drop]: "" });
  }
});

// Drawn anew, with what can be chosen or with what was, the fold stays as it was left, and whoever was choosing
// keeps the field. Known by the click, which a key makes too: "toggle" comes a moment later, when it may have been
// drawn anew and closed by that.
let opened = false;
element.addEventListener("click", (event) => {
  if (event.target.closest("summary")) {
    opened = !element.querySelector("details").open;
  }
});
watch("value", () => {
  // Something older was drawn over the choice: it is told once more, and once only.
  const same = (one) => JSON.stringify(Object.entries(one).sort());
  if (again && same(chosen) !== same(values())) {
    again = false;
    trigger("select", { filters: chosen });
  }
  element.querySelector("details").open = opened;
  const field = opened && window.wenbaoFilter && element.querySelector(`[name="${window.wenbaoFilter}"]`);
  if (field) {
    field.focus();
    window.wenbaoFilter = "";
  }
});
