import { mapsOf } from "./layers.js";
import { fitWhole } from "./paint.js";

/** @import { LayerName, View } from "./types.js" */

/** Sides of a map that can be chosen, in CSS pixels. */
export const SIZES = [32, 48, 64, 96, 128, 224];
const USUAL = 64;
/** Between two maps. */
const GAP = 2;
/** How high a grid is seen whole. */
const HEIGHT = 320;

/**
 * The longest side of one map in the grid, in CSS pixels: the one that was chosen, else the usual
 * one, or a larger one where all maps of the layer are then still in sight.
 *
 * @param {View["size"]} size
 * @param {LayerName} layer
 * @param {number} available Width of the grid in CSS pixels.
 */
export function sideFor(size, { shape }, available) {
  if (size !== "auto") return size;
  const { channels, height, width } = mapsOf(shape);
  if (height * width === 1) return USUAL;
  const inSight = SIZES.filter((side) => {
    const cell = fitWhole(height, width, side);
    const across = Math.min(side, cell.width) + GAP;
    const columns = Math.floor((available + GAP) / across);
    const down = Math.min(side, cell.height) + GAP;
    return columns > 0 && Math.ceil(channels / columns) * down - GAP <= HEIGHT;
  });
  return Math.max(USUAL, ...inSight);
}
