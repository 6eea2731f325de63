import { find } from "../dom.js";
import { sideFor } from "../gridsize.js";

/** @import { LayerName } from "../types.js" */

/** Between two maps, in CSS pixels. */
const GAP = 2;
const SMALLEST = 32;
const LARGEST = 224;

/** The width of one of the three columns, in CSS pixels. */
export function columnWidth() {
  return find("[data-column=a]", HTMLElement).clientWidth || innerWidth / 3;
}

/**
 * The longest side of one map in the grids, in CSS pixels: two fit side by side at least.
 *
 * @param {LayerName} layer
 */
export function sideOf(layer) {
  const width = columnWidth();
  return Math.min(sideFor("auto", layer, width), Math.max(SMALLEST, Math.floor((width - GAP) / 2)));
}

/** The side of a large map, in CSS pixels: no wider than its column. */
export function largeSide() {
  return Math.min(LARGEST, columnWidth());
}
