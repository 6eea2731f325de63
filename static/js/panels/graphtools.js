import { find } from "../dom.js";
import { fitting, zoomed } from "../graph/camera.js";
import { t } from "../language.js";

/** @import { GraphView } from "../graph/view.js" */
/** @import { Store } from "../store.js" */

const STEP = 1.4;
const touch = matchMedia("(pointer: coarse)");
const HINTS = {
  mouse: t("Drag to move, Ctrl+wheel to zoom, double-click to open."),
  touch: t("Drag to move, pinch to zoom, tap to open."),
};

/**
 * The buttons over the graph, and what is said above it.
 *
 * @param {Store} store
 * @param {GraphView} view
 */
export function mountGraphTools(store, view) {
  const button = (/** @type {string} */ name) => find(`[data-graph-${name}]`, HTMLButtonElement);
  const zoom = (/** @type {number} */ factor) =>
    view.glide(zoomed(view.camera, factor, view.size.width / 2, view.size.height / 2));
  button("in").addEventListener("click", () => zoom(STEP));
  button("out").addEventListener("click", () => zoom(1 / STEP));
  button("fit").addEventListener("click", () => view.scene && view.glide(fitting(view.scene.graph, view.size)));
  button("all").addEventListener("click", () => store.show({ open: "all" }, "replace"));
  button("reset").addEventListener("click", () => store.show({ open: null }, "replace"));
  store.on(["graph", "open"], () => {
    button("all").disabled = !store.data.graph?.nodes.some(({ collapsed }) => collapsed);
    button("reset").disabled = store.view.open === null;
  });
  sayHow(store);
}

/** @param {Store} store */
function sayHow(store) {
  const hint = find("[data-sheet-hint]", HTMLElement);
  const strips = hint.textContent ?? "";
  const say = () => {
    const own = touch.matches ? HINTS.touch : HINTS.mouse;
    hint.textContent = store.view.view === "graph" ? own : strips;
  };
  store.on(["view"], say);
  say();
}
