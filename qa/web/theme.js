// Light or dark: as the system says, until a visitor chooses. Both the chat page and the reading view obey.
{
  const system = window.matchMedia("(prefers-color-scheme: dark)");

  const chosen = () => {
    try {
      return localStorage.getItem("wenbao-theme");
    } catch {
      return null;
    }
  };

  const apply = () => {
    const theme = chosen();
    if (!theme) {
      return;
    }
    document.documentElement.dataset.theme = theme;
    document.documentElement.style.colorScheme = theme;
    if (document.body) {
      document.body.classList.toggle("dark", theme === "dark");
    }
  };

  apply();
  document.addEventListener("DOMContentLoaded", () => {
    apply();
    // Gradio sets its class by the system when it starts: the visitor's choice goes before.
    new MutationObserver(apply).observe(document.body, { attributes: true, attributeFilter: ["class"] });
  });

  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-theme-switch]")) {
      return;
    }
    const now = chosen() || (system.matches ? "dark" : "light");
    try {
      localStorage.setItem("wenbao-theme", now === "dark" ? "light" : "dark");
    } catch {
      return; // a browser that keeps nothing follows the system
    }
    apply();
  });
}
