import { indexOf } from "../colour.js";
import { colouringOf } from "../colouring.js";
import { find } from "../dom.js";
import { cellAt } from "../geometry.js";
import { isSingle, mapsOf } from "../layers.js";
import { fitWhole, nearest, Surface } from "../paint.js";
import { showLegend } from "./legend.js";

/** @import { Colouring } from "../colouring.js" */
/** @import { OpenMap } from "../types.js" */
/** @import { Store } from "../store.js" */

/** Side of the large map, in CSS pixels: a whole multiple of the usual 7, 14, 28, 56 and 112. */
export const MAP_SIDE = 224;
/** NaN and infinities have a colour of their own, which no palette comes near. */
const NOT_FINITE = new Uint32Array(new Uint8Array([255, 0, 255, 255]).buffer)[0];

/**
 * One map drawn large from its exact values, and the cell that the person points at.
 *
 * @param {Store} store
 */
export function mountExactMap(store) {
  const box = find("[data-map-canvas]", HTMLElement);
  const canvas = find("[data-map-exact]", HTMLCanvasElement);
  store.on(["map", "details", "palettes", "theme", "colormap", "scale"], () => {
    const { map, details } = store.data;
    const colouring = colouringOf(store);
    if (!map || !colouring || details?.name !== map.layer) return;
    find("[data-map]", HTMLElement).toggleAttribute("data-single", isSingle(details.shape));
    drawExact(canvas, map, mapsOf(details.shape), colouring);
    showLegend(find("[data-map-legend]", HTMLElement), colouring.palette, colouring.domain(map.channel));
  });
  pointWith(store, box);
  pointWith(store, find("[data-overlay-canvas]", HTMLElement));
  pointWithKeys(store, box);
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {OpenMap} map
 * @param {{height: number, width: number}} size
 * @param {Colouring} colouring
 */
function drawExact(canvas, { values, channel }, size, { palette, domain }) {
  const drawn = fitWhole(size.height, size.width, Math.round(MAP_SIDE * devicePixelRatio));
  const surface = new Surface(canvas, drawn.width, drawn.height);
  const ends = domain(channel);
  const colours = Uint32Array.from(values, (value) =>
    Number.isFinite(value) ? palette.words[indexOf(value, ends, palette)] : NOT_FINITE);
  const columns = nearest(size.width, drawn.width);
  const rows = nearest(size.height, drawn.height);
  for (let y = 0; y < drawn.height; y += 1) {
    for (let x = 0; x < drawn.width; x += 1) {
      surface.words[y * drawn.width + x] = colours[rows[y] * size.width + columns[x]];
    }
  }
  surface.show();
  canvas.style.width = `${drawn.width / devicePixelRatio}px`;
}

/**
 * @param {Store} store
 * @param {HTMLElement} box
 */
function pointWith(store, box) {
  /** @param {PointerEvent | MouseEvent} event */
  const cell = (event) => {
    const { left, top, width, height } = box.getBoundingClientRect();
    return cellAt((event.clientY - top) / height, (event.clientX - left) / width, openSize(store));
  };
  box.addEventListener("pointermove", (event) => store.put({ pointer: cell(event) }));
  box.addEventListener("pointerleave", () => store.put({ pointer: null }));
  box.addEventListener("click", (event) => pin(store, cell(event)));
}

/**
 * @param {Store} store
 * @param {HTMLElement} box
 */
function pointWithKeys(store, box) {
  const moves = /** @type {Record<string, [number, number]>} */ ({
    ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1],
  });
  box.addEventListener("keydown", (event) => {
    if (!(event.key in moves)) return;
    const { height, width } = openSize(store);
    const [row, column] = shownCell(store);
    const [down, right] = moves[event.key];
    event.preventDefault();
    store.put({ pointer: null });
    pin(store, cellAt((row + down + 0.5) / height, (column + right + 0.5) / width, { height, width }));
  });
}

/**
 * Keep a cell in the address, with the layer and the map that it belongs to.
 *
 * @param {Store} store
 * @param {[number, number]} cell
 */
function pin(store, cell) {
  const { map } = store.data;
  if (map) store.show({ layer: map.layer, channel: map.channel, cell }, "replace");
}

/** @param {Store} store */
export function openSize({ data: { details } }) {
  return mapsOf(details?.shape ?? []);
}

/**
 * The cell that is spoken of: under the pointer, else the pinned one, else the largest in size.
 *
 * @param {Store} store
 * @returns {[number, number]}
 */
export function shownCell(store) {
  const { height, width } = openSize(store);
  const chosen = store.data.pointer ?? store.view.cell;
  if (chosen) return [Math.min(chosen[0], height - 1), Math.min(chosen[1], width - 1)];
  return largest(store.data.map?.values ?? new Float32Array(1), { height, width });
}

/**
 * The cell with the largest value, whatever its sign; of equals the one nearest to the middle.
 *
 * @param {Float32Array} values
 * @param {{height: number, width: number}} size
 * @returns {[number, number]}
 */
function largest(values, { height, width }) {
  const off = (/** @type {number} */ at) =>
    Math.hypot(Math.floor(at / width) - height / 2, (at % width) - width / 2);
  let best = 0;
  for (let at = 1; at < values.length; at += 1) {
    const more = Math.abs(values[at]) - Math.abs(values[best]);
    if (more > 0 || (more === 0 && off(at) < off(best))) best = at;
  }
  return [Math.floor(best / width), best % width];
}
