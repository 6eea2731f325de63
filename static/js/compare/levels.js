import { nearest } from "../paint.js";
import { openNow, sizeOf } from "./cell.js";
import { shownChannel } from "./order.js";

/** @import { Grid } from "../types.js" */
/** @import { ColumnName, CompareStore, Shown } from "./types.js" */

/**
 * What a large map is drawn from: its exact values, or until they have come, the levels that its grid
 * has of it. These are for the eye only, no number is read from them.
 *
 * @param {CompareStore} store
 * @param {ColumnName} name
 * @returns {Float32Array | null}
 */
export function drawnValues(store, name) {
  const open = openNow(store);
  if (open) return open.maps[name]?.values ?? null;
  const { shown } = store.data;
  const channel = shownChannel(store);
  const size = sizeOf(store, name);
  const grid = shown?.[name]?.grid;
  if (!shown || !grid || !size || channel === null || !allFinite(shown)) return null;
  return valuesOfLevels(grid, channel, size);
}

/**
 * A level cannot say that a value is NaN or infinite.
 *
 * @param {Shown} shown
 */
function allFinite({ a, b }) {
  return [a, b].every((maps) => (maps?.details.statistics.nonfinite ?? 0) === 0);
}

/**
 * @param {Grid} grid Of one scale.
 * @param {number} channel
 * @param {{height: number, width: number}} size Of the map itself, of which the grid may have fewer pixels.
 * @returns {Float32Array}
 */
function valuesOfLevels({ pixels, height, width, minimum: [minimum], maximum: [maximum] }, channel, size) {
  const rows = nearest(height, size.height);
  const columns = nearest(width, size.width);
  const values = new Float32Array(size.height * size.width);
  for (let y = 0; y < size.height; y += 1) {
    const row = (channel * height + rows[y]) * width;
    for (let x = 0; x < size.width; x += 1) {
      values[y * size.width + x] = minimum + (pixels[row + columns[x]] / 255) * (maximum - minimum);
    }
  }
  return values;
}
