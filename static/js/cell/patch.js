/** @import { ConvolutionOperands, InputChannel } from "./answer.js" */
/** @import { Part } from "../unfold/types.js" */

/**
 * What an input channel gives to one number, worked out from its map and its kernel: for a channel
 * that the answer does not write out.
 *
 * @param {Part} part
 * @param {ConvolutionOperands} operands
 * @returns {InputChannel | null} Null where the padding is no zeros, and so not known here.
 */
export function channelOf({ input: { channel, map }, kernel }, { rows, columns, padding_mode: mode }) {
  const inside = (/** @type {number | null} */ at, /** @type {number} */ length) => at !== null && at >= 0 && at < length;
  const isPadded = !rows.every((y) => inside(y, map.height)) || !columns.every((x) => inside(x, map.width));
  if (isPadded && mode !== "zeros") return null;
  const patch = rows.map((y) => columns.map((x) => {
    if (y === null || x === null || !inside(y, map.height) || !inside(x, map.width)) return 0;
    const value = map.values[y * map.width + x];
    return Number.isFinite(value) ? value : null;
  }));
  const products = patch.map((row, y) => row.map((value, x) => {
    const weight = kernel[y][x];
    return value === null || weight === null ? null : value * weight;
  }));
  const total = products.flat().reduce((sum, product) => (sum === null || product === null ? null : sum + product), /** @type {number | null} */ (0));
  return { channel, total, patch, kernel, products };
}
