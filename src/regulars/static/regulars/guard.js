// Lets htmx, and nothing else, turn our own answers into elements (CSP: trusted-types htmx).
// Scripts in an answer stay inert, and expressions in attributes are refused.
(() => {
  const rules = { createHTML: (html) => html, createScript: () => "" };
  const policy = window.trustedTypes ? trustedTypes.createPolicy("htmx", rules) : rules;
  function Refused() {
    throw new Error("Expressions in attributes are not run here.");
  }
  htmx.registerExtension("guard", {
    init: (api) => api.initSecurity(policy, Refused, Refused),
  });
})();
