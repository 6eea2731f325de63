import { find, make, mark } from "../dom.js";
import { kindName } from "../kinds.js";
import { t } from "../language.js";
import { formatCount, formatShape } from "../numbers.js";
import { showLegend } from "../panels/legend.js";
import { chosenOf, openLayer } from "./chosen.js";
import { coloursOf } from "./colours.js";

/** @import { LayerName } from "../types.js" */
/** @import { CompareStore, CompareView } from "./types.js" */

/** How many times smaller one side's values are than the other's, for it to be hard to see. */
const FAINT = 6;

/**
 * Around the maps: which layers these are, and how they are shown.
 *
 * @param {CompareStore} store
 */
export function mountStage(store) {
  store.on(["a", "b", "comparison", "layer", "layer_b"], () => showHead(store));
  store.on(["shown", "palettes", "theme", "scale"], () => showLegends(store));
  store.on(["shown", "scale"], () => showFaint(store));
  followTools(store);
  followSteps(store);
  startAtTheTop(store);
  const select = find("[data-layer-b]", HTMLSelectElement);
  select.addEventListener("change", () => store.show({ layer_b: select.value, channel: null, cell: null }));
}

/**
 * Another layer is seen from its first map. To ask where the grids stand costs a layout, so that is
 * remembered.
 *
 * @param {CompareStore} store
 */
function startAtTheTop(store) {
  const scroller = find("[data-scrolls]", HTMLElement);
  let moved = false;
  scroller.addEventListener("scroll", () => (moved = scroller.scrollTop > 0), { passive: true });
  store.on(["layer"], () => moved && scroller.scrollTo(0, 0));
}

/** @param {CompareStore} store */
function showHead(store) {
  const { a, b } = store.data;
  find("[data-apart]", HTMLElement).hidden = !a || !b || a.model === b.model;
  const chosen = chosenOf(store);
  const layer = chosen?.a ?? chosen?.b;
  if (!chosen || !layer) return;
  find("[data-layer-mark]", HTMLElement).replaceChildren(mark(layer.kind));
  find("[data-layer-name]", HTMLElement).textContent = layer.name;
  find("[data-layer-kind]", HTMLElement).textContent = layer.op === layer.kind ? kindName(layer.kind) : `${kindName(layer.kind)} · ${layer.op}`;
  find("[data-layer-a]", HTMLElement).textContent = chosen.a ? `${chosen.a.name} ${formatShape(chosen.a.shape)}` : "\u00a0";
  showLayersOfB(store, chosen.b);
}

/**
 * @param {CompareStore} store
 * @param {LayerName | null} chosen
 */
function showLayersOfB({ data: { b } }, chosen) {
  const select = find("[data-layer-b]", HTMLSelectElement);
  select.disabled = !b;
  if (select.dataset.run !== (b?.id ?? "")) {
    select.dataset.run = b?.id ?? "";
    select.replaceChildren(...(b?.layers ?? []).map(({ name, shape }) => make("option", { value: name }, `${name} ${formatShape(shape)}`)));
  }
  if (chosen) select.value = chosen.name;
}

/** @param {CompareStore} store */
function showLegends(store) {
  const common = store.view.scale === "common" && store.data.shown?.a && store.data.shown.b;
  for (const name of /** @type {const} */ (["a", "b", "difference"])) {
    const place = find(`[data-legend-${name}]`, HTMLElement);
    const colours = coloursOf(store, name);
    if (!colours) place.replaceChildren();
    else showLegend(place, colours.palette, colours.domain, "");
    place.title = common && name !== "difference" ? t("One scale for A and B: the same colour is the same value") : "";
  }
}

/**
 * On one scale for both, a side of much smaller values shows nothing: then offer each its own.
 *
 * @param {CompareStore} store
 */
function showFaint(store) {
  const place = find("[data-faint]", HTMLElement);
  const [a, b] = [store.data.shown?.a, store.data.shown?.b].map((maps) => reachOf(maps?.details.statistics));
  const times = Math.max(a, b) / Math.min(a, b);
  place.hidden = store.view.scale === "own" || !Number.isFinite(times) || times < FAINT;
  if (place.hidden) return;
  const button = make("button", { type: "button", class: "link" }, t("Give each its own scale"));
  button.addEventListener("click", () => store.show({ scale: "own" }, "replace"));
  place.replaceChildren(t("{side} is faint: its values are {times} times smaller.", { side: a < b ? "A" : "B", times: formatCount(Math.round(times)) }), " ", button);
}

/**
 * @param {{minimum: number | null, maximum: number | null} | undefined} range
 * @returns {number} The largest absolute value; 0 where there is none.
 */
function reachOf(range) {
  return Math.max(Math.abs(range?.minimum ?? 0), Math.abs(range?.maximum ?? 0));
}

/** @param {CompareStore} store */
function followTools(store) {
  for (const select of /** @type {NodeListOf<HTMLSelectElement>} */ (document.querySelectorAll("[data-tool]"))) {
    const key = /** @type {"sort" | "scale"} */ (select.dataset.tool);
    const show = () => (select.value = store.view[key]);
    select.addEventListener("change", () => store.show(/** @type {Partial<CompareView>} */ ({ [key]: select.value }), "replace"));
    store.on([key], show);
    show();
  }
}

/** @param {CompareStore} store */
function followSteps(store) {
  for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("[data-step]"))) {
    const target = () => neighbour(store, Number(button.dataset.step));
    button.addEventListener("click", () => {
      const next = target();
      if (next) openLayer(store, next.name);
    });
    store.on(["a", "b", "comparison", "layer"], () => (button.disabled = !target()));
  }
}

/**
 * @param {CompareStore} store
 * @param {number} by
 * @returns {LayerName | undefined}
 */
function neighbour(store, by) {
  const layers = (store.data.a ?? store.data.b)?.layers ?? [];
  const chosen = chosenOf(store);
  const at = layers.findIndex(({ name }) => name === (chosen?.a ?? chosen?.b)?.name);
  return layers[at + by];
}
