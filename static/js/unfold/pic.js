import { make } from "../dom.js";
import { formatExact, formatValue } from "../numbers.js";
import { inPalette, paintMap } from "../picture.js";
import { groundOf } from "./signed.js";

/** @import { Signed } from "./signed.js" */
/** @import { Picture } from "./types.js" */

/**
 * A map in signed colours, with what may be marked on it: the window that a cell reads of it, or the
 * cell itself. Where those lie is set for all pictures at once, see `markWindow` and `markCell`.
 *
 * @param {Picture} map
 * @param {number} side In CSS pixels.
 * @param {Signed} signed
 * @param {{mark?: "window" | "cell", label?: string}} [options] Without a label it is hidden from
 *   screen readers: something else says what it shows.
 */
export function pic(map, side, signed, { mark, label } = {}) {
  if (map.values.length === 1) return numberTile(map.values[0], signed);
  const { palette, domain } = signed;
  const canvas = make("canvas", label ? { role: "img", "aria-label": label } : { "aria-hidden": "true" });
  paintMap(canvas, map, side, inPalette(palette, domain));
  const element = make("div", { class: "pic" }, canvas);
  if (mark) element.append(make("i", { class: `pic-${mark}` }));
  return element;
}

/**
 * A map of a single value, as its number.
 *
 * @param {number} value
 * @param {Signed | null} signed Null: on no colour.
 */
export function numberTile(value, signed) {
  const tile = make("div", { class: "pic number-tile", title: formatExact(value) }, formatValue(value));
  if (signed && Number.isFinite(value)) Object.assign(tile.style, groundOf(value, signed));
  return tile;
}

/**
 * @typedef {import("./window.js").Span} Span
 * @typedef {import("./window.js").Size} Size
 */

/**
 * Mark what is read on all pictures below an element; it may reach beyond them, into the padding.
 *
 * @param {HTMLElement} element
 * @param {{rows: Span, columns: Span} | null} window Null: of nothing that is shown here.
 * @param {Size} size Of the maps.
 */
export function markWindow(element, window, size) {
  element.toggleAttribute("data-window", window !== null);
  if (window) place(element, "window", window, size);
}

/**
 * @param {HTMLElement} element
 * @param {[row: number, column: number]} cell
 * @param {Size} size
 */
export function markCell(element, [row, column], size) {
  place(element, "cell", { rows: [row, row], columns: [column, column] }, size);
}

/**
 * @param {HTMLElement} element
 * @param {"window" | "cell"} name
 * @param {{rows: Span, columns: Span}} window
 * @param {Size} size
 */
function place({ style }, name, { rows, columns }, { height, width }) {
  const percent = (/** @type {number} */ part, /** @type {number} */ whole) => `${(part / whole) * 100}%`;
  style.setProperty(`--${name}-left`, percent(columns[0], width));
  style.setProperty(`--${name}-top`, percent(rows[0], height));
  style.setProperty(`--${name}-width`, percent(columns[1] - columns[0] + 1, width));
  style.setProperty(`--${name}-height`, percent(rows[1] - rows[0] + 1, height));
}
