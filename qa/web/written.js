// A conversation that the server has written: handed to the visitor as a file.
watch("value", () => {
  const text = element.querySelector("pre");
  if (!text) {
    return;
  }
  const html = text.dataset.form === "html";
  const file = new Blob([text.textContent], { type: html ? "text/html" : "text/markdown" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = `wenbao-${new Date().toISOString().slice(0, 10)}.${text.dataset.form}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
});
