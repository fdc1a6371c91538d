// The page of the interface for programs: Swagger UI over the schema, light or dark as the other pages are.
{
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const root = document.documentElement;
  const tint = () => {
    root.classList.toggle("dark-mode", (root.dataset.theme || (system.matches ? "dark" : "light")) === "dark");
  };
  new MutationObserver(tint).observe(root, { attributes: true, attributeFilter: ["data-theme"] });
  system.addEventListener("change", tint);
  tint();

  // Examples scroll: by keyboard only where they can have the focus.
  const reach = () => {
    document.querySelectorAll("pre.microlight:not([tabindex])").forEach((one) => { one.tabIndex = 0; });
  };
  new MutationObserver(reach).observe(document.getElementById("swagger-ui"), { childList: true, subtree: true });

  window.SwaggerUIBundle({
    url: "/openapi.json",
    dom_id: "#swagger-ui",
    layout: "BaseLayout",
    deepLinking: false, // it would put links into buttons, where neither a keyboard nor a reader finds them
    defaultModelsExpandDepth: 0,
    validatorUrl: null, // else it would send the address of this server to one outside
  });
}
