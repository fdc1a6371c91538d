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

watch("value", () => {
  // Whoever was choosing goes on choosing: the fold stays open and the field keeps the focus.
  const field = window.wenbaoFilter && element.querySelector(`[name="${window.wenbaoFilter}"]`);
  if (field) {
    element.querySelector("details").open = true;
    field.focus();
  }
});
