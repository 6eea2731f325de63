/**
 * The API page: Swagger UI, whose script the page loads before this module.
 *
 * @typedef {object} Options
 * @property {string} url Of the OpenAPI document.
 * @property {HTMLElement} domNode Where to draw.
 * @property {boolean} deepLinking Whether the address's fragment names a call.
 * @property {() => void} onComplete Called once everything is drawn.
 *
 * @typedef {(options: Options) => unknown} Swagger
 */
const calls = /** @type {HTMLElement} */ (document.getElementById("calls"));
const { SwaggerUIBundle } = /** @type {{SwaggerUIBundle: Swagger}} */ (
  /** @type {unknown} */ (globalThis)
);

// Swagger UI does not follow the system by itself: this class is its dark theme.
const chosen = document.documentElement.dataset.theme;
const dark = chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
document.documentElement.classList.toggle("dark-mode", dark);

// A fragment names a problem code, whose row the calls push down when they are drawn, or a call.
const problem = document.getElementById(location.hash.slice(1));
SwaggerUIBundle({
  url: calls.dataset.openapi ?? "",
  domNode: calls,
  deepLinking: problem === null,
  onComplete: () => problem?.scrollIntoView(),
});
