// The filters: every change is told to the server, which draws them anew with their chips.
const values = () => Object.fromEntries(
  [...element.querySelectorAll("select, input")].map((one) => [one.name, one.value]).filter((pair) => pair[1]),
);

element.addEventListener("change", (event) => {
  event.stopPropagation();
  window.wenbaoFilter = event.target.name;
  trigger("select", { filters: values() });
});

element.addEventListener("click", (event) => {
  const chip = event.target.closest("[data-drop]");
  if (chip) {
    const left = values();
    delete left[chip.dataset.drop];
    window.wenbaoFilter = "";
    trigger("select", { filters: left });
  }
});

// Drawn anew, with what can be chosen or with what was, the fold stays as it was left, and whoever was choosing
// keeps the field.
let opened = false;
element.addEventListener("toggle", (event) => {
  if (event.target.isConnected) {
    opened = event.target.open;
  }
}, true);
watch("value", () => {
  element.querySelector("details").open = opened;
  const field = opened && window.wenbaoFilter && element.querySelector(`[name="${window.wenbaoFilter}"]`);
  if (field) {
    field.focus();
    window.wenbaoFilter = "";
  }
});
