import { find, markPainted } from "../dom.js";
import { mapsOf } from "../layers.js";
import { openSize, shownCell, spokenOf } from "../shown.js";
import { beforeView } from "../unfold/before.js";
import { currentUnfolded } from "../unfold/current.js";
import { drawFan } from "../unfold/fan.js";
import { markCell, markWindow } from "../unfold/pic.js";
import { outputScale } from "../unfold/outputscale.js";
import { choosePart, showChosen } from "../unfold/choose.js";
import { sumView } from "../unfold/sum.js";
import { spanOf, windowOf } from "../unfold/window.js";

/** @import { Store } from "../store.js" */
/** @import { Unfolded } from "../unfold/types.js" */
/** @import { Size } from "../unfold/window.js" */

/** More parts do not fit on a screen: what they lead to stays in sight while one looks through them. */
const LONG = 14;

/**
 * What the open map is made of, as pictures that lead to it by lines; the window that its pointed
 * cell reads slides over them.
 *
 * @param {Store} store
 */
export function mountUnfoldParts(store) {
  const element = find("[data-unfold-parts]", HTMLElement);
  const body = find("[data-unfold-body]", HTMLElement);
  const join = () => joinWithLines(element);
  const mark = () => markRead(store, body);
  store.on(["unfolded", "palettes", "theme"], () => {
    if (!showParts(store, element)) return;
    join();
    mark();
    showChosen(store, element);
    markPainted("unfold");
  });
  store.on(["pointer", "cell", "map", "explained"], mark);
  store.on(["part", "explained"], () => showChosen(store, element));
  choosePart(store, element);
  new ResizeObserver(join).observe(body);
  find("[data-unfold]", HTMLElement).addEventListener("scroll", () => requestAnimationFrame(join), { passive: true });
}

/**
 * @param {Store} store
 * @param {HTMLElement} element
 * @returns {boolean} Whether there was something to show.
 */
function showParts(store, element) {
  const unfolded = currentUnfolded(store);
  const scale = outputScale(store);
  if (!store.view.unfold || !unfolded || !scale) return false;
  const view = unfolded.sum ? sumView(store, unfolded.sum) : beforeView(store, unfolded, scale);
  element.replaceChildren(...(view ? [view] : []));
  element.hidden = view === null;
  find("[data-unfold]", HTMLElement).toggleAttribute("data-long", (unfolded.sum?.parts.length ?? 0) > LONG);
  return true;
}

/** @param {HTMLElement} element */
function joinWithLines(element) {
  const svg = element.querySelector("[data-fan]");
  const target = document.querySelector("[data-unfold-values]:not([hidden]) [aria-current]") ?? find("[data-unfold-map]", HTMLElement);
  if (!(svg instanceof SVGSVGElement)) return;
  const rows = /** @type {NodeListOf<HTMLElement>} */ (element.querySelectorAll("[data-share]"));
  const from = [...rows].map((row) => ({ element: row.querySelector(":scope > .pic:last-child") ?? row, share: Number(row.dataset.share) }));
  drawFan(svg, from, target);
}

/**
 * No request tells where the window lies: that follows from the layer's own numbers.
 *
 * @param {Store} store
 * @param {HTMLElement} body
 */
function markRead(store, body) {
  const unfolded = currentUnfolded(store);
  const spoken = spokenOf(store);
  if (!store.view.unfold || !unfolded || !spoken) return;
  const cell = shownCell(store);
  markCell(body, cell, openSize(store));
  const input = inputSize(unfolded);
  markWindow(body, input && readBy(store, unfolded, cell, input), input ?? openSize(store));
}

/** @param {Unfolded} unfolded */
function inputSize({ sum, inputs }) {
  return (sum?.parts[0].input ?? inputs.find(({ map }) => map.values.length > 1))?.map ?? null;
}

/**
 * @param {Store} store
 * @param {Unfolded} unfolded
 * @param {[row: number, column: number]} cell
 * @param {Size} input
 */
function readBy({ data: { details, explained } }, { sum }, [row, column], input) {
  if (!details) return null;
  const output = mapsOf(details.shape);
  const kernel = sum?.parts[0].kernel;
  const window = windowOf(details, input, output, kernel ? [kernel.length, kernel[0].length] : null);
  if (window) return { rows: spanOf(window.down, row), columns: spanOf(window.across, column) };
  const moved = explained?.operands.kind === "moved" ? explained.operands.source.cell : null;
  const [y, x] = moved ? moved.slice(1) : [row, column];
  const fits = input.height === output.height && input.width === output.width;
  return fits || moved ? { rows: /** @type {[number, number]} */ ([y, y]), columns: /** @type {[number, number]} */ ([x, x]) } : null;
}
