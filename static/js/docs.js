/**
 * The API page: Swagger UI, whose script the page loads before this module.
 *
 * @typedef {(options: {url: string, domNode: HTMLElement, deepLinking: boolean}) => unknown} Swagger
 */
const calls = /** @type {HTMLElement} */ (document.getElementById("calls"));
const { SwaggerUIBundle } = /** @type {{SwaggerUIBundle: Swagger}} */ (
  /** @type {unknown} */ (globalThis)
);

// Swagger UI does not follow the system by itself: this class is its dark theme.
const chosen = document.documentElement.dataset.theme;
const dark = chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
document.documentElement.classList.toggle("dark-mode", dark);

SwaggerUIBundle({ url: calls.dataset.openapi ?? "", domNode: calls, deepLinking: true });
