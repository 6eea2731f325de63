/** @import { Frame, ReceptiveField, Run } from "./types.js" */

/**
 * The part of the input that can influence one cell, cut to the input, in pixels of the photo.
 *
 * @param {Run} run
 * @param {ReceptiveField} field
 * @param {[number, number]} cell Row and column.
 * @returns {Frame}
 */
export function fieldInPhoto(run, field, [row, column]) {
  const { frame, input } = run;
  const [top, bottom] = stretch(field, 0, row, input.height);
  const [left, right] = stretch(field, 1, column, input.width);
  const across = frame.width / input.width;
  const down = frame.height / input.height;
  return {
    left: frame.left + left * across,
    top: frame.top + top * down,
    width: (right - left) * across,
    height: (bottom - top) * down,
  };
}

/**
 * @param {ReceptiveField} field
 * @param {0 | 1} axis
 * @param {number} index Of the cell.
 * @param {number} limit
 * @returns {[number, number]} First pixel, and one past the last.
 */
function stretch(field, axis, index, limit) {
  const first = field.start[axis] + index * field.stride[axis];
  return [clamp(first, limit), clamp(first + field.size[axis], limit)];
}

/**
 * @param {number} value
 * @param {number} limit
 */
function clamp(value, limit) {
  return Math.min(limit, Math.max(0, value));
}

/**
 * The row and column of the cell at a position within a drawn map, kept within the map.
 *
 * @param {number} y From 0 at the top to 1 at the bottom.
 * @param {number} x
 * @param {{height: number, width: number}} map
 * @returns {[number, number]}
 */
export function cellAt(y, x, { height, width }) {
  const row = Math.floor(y * height);
  const column = Math.floor(x * width);
  return [Math.min(height - 1, Math.max(0, row)), Math.min(width - 1, Math.max(0, column))];
}
