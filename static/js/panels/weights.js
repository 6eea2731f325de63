import { find, make } from "../dom.js";
import { t, tNodes } from "../language.js";
import { isSingle, shownChannel, sortChannels } from "../layers.js";
import { formatLarge, formatPercent, formatShape, formatValue } from "../numbers.js";
import { scaleLegend } from "../unfold/scalelegend.js";
import { signedUpTo } from "../unfold/signed.js";
import { drawTile, reachIn, tilesOf } from "../weights/tiles.js";
import { vectorTable } from "../weights/vectors.js";
import { openMap } from "./grid.js";
import { showHistogram } from "./histogram.js";

/** @import { Array32, Layer } from "../types.js" */
/** @import { Store } from "../store.js" */
/** @import { Weights, WeightsAnswer } from "../weights/types.js" */

/**
 * In place of the grid: what the layer has learned, each kernel beside the map that it makes.
 *
 * @param {Store} store
 */
export function mountWeights(store) {
  const pane = find("[data-weights]", HTMLElement);
  const list = find("[data-kernels-list]", HTMLElement);
  switchPanes(store);
  const seen = new IntersectionObserver((entries) => {
    const weights = current(store);
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting && weights && target instanceof HTMLElement) drawTile(store, weights, target);
    }
  }, { root: pane, rootMargin: "200px" });
  const redraw = () => {
    seen.disconnect();
    for (const tile of list.querySelectorAll(".tile")) seen.observe(tile);
  };
  store.on(["pane", "weights", "details", "sort", "palettes", "theme"], () => {
    if (!showWeights(store, list)) return;
    redraw();
    showSelected(store, list);
    const chosen = list.querySelector("[aria-selected=true], [aria-current]");
    if (chosen instanceof HTMLElement) pane.scrollTop = chosen.offsetTop - pane.offsetTop - pane.clientHeight / 2;
  });
  store.on(["grid", "colormap", "scale"], redraw);
  store.on(["channel", "map"], () => showSelected(store, list));
  choose(store, list);
}

/**
 * Maps or weights: which of the two is shown is part of the address.
 *
 * @param {Store} store
 */
function switchPanes(store) {
  const boxes = /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("[data-pane-choice]"));
  const pane = find("[data-pane=layer]", HTMLElement);
  const show = () => {
    pane.dataset.shows = store.view.pane;
    for (const box of boxes) box.checked = box.value === store.view.pane;
  };
  for (const box of boxes) {
    box.addEventListener("change", () => store.show({ pane: box.value === "weights" ? "weights" : "maps" }));
  }
  store.on(["pane"], show);
  show();
}

/**
 * The weights that can be drawn as kernels, once they have come for the layer in view.
 *
 * @param {Store} store
 * @returns {(Weights & {answer: WeightsAnswer, array: Array32}) | null}
 */
function current({ data: { weights, details } }) {
  if (!weights?.answer || !weights.array || weights.layer !== details?.name) return null;
  return { ...weights, answer: weights.answer, array: weights.array };
}

/**
 * @param {Store} store
 * @param {HTMLElement} list
 * @returns {boolean} Whether there was something to show.
 */
function showWeights(store, list) {
  const { view, data: { weights, details } } = store;
  if (view.pane !== "weights" || !details || weights?.layer !== details.name) return false;
  const { answer } = weights;
  const figures = find("[data-weights-figures]", HTMLElement);
  figures.hidden = answer === null;
  find("[data-weights-words]", HTMLElement).textContent = wordsFor(weights, details);
  list.replaceChildren();
  if (!answer) return true;
  showFigures(store, answer);
  const order = sortChannels(details.channels, view.sort, isSingle(details.shape));
  const kernels = current(store);
  if (kernels) list.append(...tilesOf(kernels, order, details));
  else if (answer.weight) list.append(vectorTable(answer, answer.weight, order));
  list.setAttribute("role", kernels ? "listbox" : "group");
  return true;
}

/**
 * @param {Weights} weights
 * @param {Layer} layer
 */
function wordsFor({ answer, channel }, { op, name }) {
  if (!answer) return t("{layer} ({op}) has learned nothing: it has no weights.", { layer: name, op });
  const { shape, colours, weight } = answer;
  if (channel !== null) return t("These are {count} weights, too many to show at once: those of channel {channel} are shown. Choose another channel among the maps.", { count: formatLarge(shape.reduce((all, side) => all * side, 1)), channel });
  if (weight) return t("A few numbers for each channel.");
  if (colours) return t("Each kernel in red, green and blue, grey being zero, and the map that it makes of the photo.");
  if (shape.length === 2) return t("Each value weighs all {count} inputs: its weights as a mosaic, row by row, and the value.", { count: shape[1] });
  return shape[1] === 1
    ? t("Each kernel, and the map that it makes.")
    : t("The {count} kernels of each map, one for every input channel, row by row, and the map that they make.", { count: shape[1] });
}

/**
 * @param {Store} store
 * @param {WeightsAnswer} answer
 */
function showFigures(store, { shape, statistics, histogram, colours, weight }) {
  const { minimum, mean, maximum, std, zeros } = statistics;
  const bold = (/** @type {string} */ text) => make("b", {}, text);
  find("[data-weights-facts]", HTMLElement).replaceChildren(...tNodes("{shape} weights: min {minimum} mean {mean} max {maximum} spread {spread} zeros {zeros}", {
    shape: bold(formatShape(shape)), minimum: bold(formatValue(minimum)), mean: bold(formatValue(mean)),
    maximum: bold(formatValue(maximum)), spread: bold(formatValue(std)), zeros: bold(formatPercent(zeros)),
  }));
  showHistogram(find("[data-weights-histogram]", HTMLElement), histogram);
  const signed = signedUpTo(store, reachIn(statistics));
  const legend = find("[data-weights-legend]", HTMLElement);
  legend.replaceChildren(...(signed && !colours && !weight ? [scaleLegend(signed)] : []));
}

/**
 * @param {Store} store
 * @param {HTMLElement} list
 */
function showSelected(store, list) {
  const { view, data: { details } } = store;
  const channel = details && shownChannel(view, details, details);
  for (const item of list.querySelectorAll("[data-channel]")) {
    const isChosen = item instanceof HTMLElement && item.dataset.channel === String(channel);
    if (item.role === "option") item.ariaSelected = String(isChosen);
    else item.toggleAttribute("aria-current", isChosen);
    if (isChosen && item.id) list.setAttribute("aria-activedescendant", item.id);
  }
}

/**
 * A kernel opens the map that it makes: by a click, or with the arrow keys.
 *
 * @param {Store} store
 * @param {HTMLElement} list
 */
function choose(store, list) {
  list.addEventListener("click", (event) => {
    const item = event.target instanceof Element && event.target.closest("[data-channel]");
    if (item instanceof HTMLElement) openMap(store, Number(item.dataset.channel));
  });
  list.addEventListener("keydown", (event) => {
    const items = [...list.querySelectorAll("[data-channel]")].filter((item) => item instanceof HTMLElement);
    const { details } = store.data;
    const channel = details && shownChannel(store.view, details, details);
    const at = items.findIndex(({ dataset }) => dataset.channel === String(channel));
    const targets = /** @type {Record<string, number>} */ ({ ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 });
    const item = items[targets[event.key]];
    if (!(event.key in targets)) return;
    event.preventDefault();
    if (!item) return;
    openMap(store, Number(item.dataset.channel));
    item.scrollIntoView({ block: "nearest" });
  });
}
