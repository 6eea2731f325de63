import { t } from "./language.js";

/**
 * The API page: Swagger UI, whose script the page loads before this module.
 *
 * @typedef {object} Options
 * @property {string} url Of the OpenAPI document.
 * @property {HTMLElement} domNode Where to draw.
 * @property {boolean} deepLinking Whether the address's fragment names a call.
 * @property {() => void} onComplete Called once everything is drawn.
 * @property {Plugin[]} plugins
 *
 * @typedef {Record<string, unknown>} Props
 * @typedef {(type: unknown, props: Props | null, ...children: unknown[]) => unknown} CreateElement
 * @typedef {{React: {createElement: CreateElement, Fragment: unknown}}} System
 * @typedef {(original: unknown, system: System) => (props: Props) => unknown} Wrap
 * @typedef {() => {wrapComponents: Record<string, Wrap>}} Plugin
 *
 * @typedef {(options: Options) => unknown} Swagger
 */
const calls = /** @type {HTMLElement} */ (document.getElementById("calls"));
const { SwaggerUIBundle } = /** @type {{SwaggerUIBundle: Swagger}} */ (
  /** @type {unknown} */ (globalThis)
);

// Swagger UI does not follow the system by itself: this class is its dark theme.
const system = matchMedia("(prefers-color-scheme: dark)");
const followTheme = () => {
  const { classList, dataset: { theme } } = document.documentElement;
  classList.toggle("dark-mode", theme ? theme === "dark" : system.matches);
};
system.addEventListener("change", followTheme);
followTheme();

// A fragment names a problem code, whose row the calls push down when they are drawn, or a call.
const problem = document.getElementById(location.hash.slice(1));
SwaggerUIBundle({
  url: calls.dataset.openapi ?? "",
  domNode: calls,
  deepLinking: problem === null,
  onComplete: () => problem?.scrollIntoView(),
  plugins: [legible],
});

/**
 * What a screen reader stumbles over in Swagger UI: a link inside of a button, which opens the same
 * call, and a step from the page's heading to one of the third order.
 *
 * @type {Plugin}
 */
function legible() {
  return {
    wrapComponents: {
      DeepLink: (_, { React }) => ({ text }) => React.createElement("span", null, text),
      InfoContainer: (Info, { React: { createElement, Fragment } }) => (props) => createElement(
        Fragment,
        null,
        createElement(Info, props),
        createElement("h2", { className: "visually-hidden" }, t("Calls")),
      ),
    },
  };
}
