/** @import { Layer } from "../types.js" */

/**
 * A window that slides over a map, along one axis. `before` are the cells of padding in front of the
 * first; `shares`: the map is divided evenly, each cell reading its share.
 *
 * @typedef {{kernel: number, stride: number, before: number, dilation: number}} Sliding
 * @typedef {Sliding & {way: "slides" | "spreads"} | {way: "shares", cells: number, length: number}} Axis
 * @typedef {{down: Axis, across: Axis}} Window
 *
 * @typedef {{height: number, width: number}} Size
 * @typedef {[first: number, last: number]} Span First and last cell, both included.
 */

/** timm's convolution that pads as TensorFlow does: as much as the output needs, less of it before. */
const UNEVEN = "conv2dsame";

/**
 * How the cells of a layer read one map of its input, worked out from its hyperparameters.
 *
 * @param {Pick<Layer, "op" | "kind" | "hyperparameters">} layer
 * @param {Size} input Of a map of the layer that is read.
 * @param {Size} output
 * @param {[number, number] | null} [kernel] Its rows and columns where the layer does not say.
 * @returns {Window | null} Null where the layer has no window.
 */
export function windowOf(layer, input, output, kernel = null) {
  if (layer.kind !== "convolution" && layer.kind !== "pooling") return null;
  const { hyperparameters: given } = layer;
  const sides = pairOf(given.kernel_size) ?? kernel;
  if (layer.kind === "convolution" && !sides) return null;
  const axis = (/** @type {0 | 1} */ at) => {
    const side = at === 0 ? "height" : "width";
    if (!sides) return { way: /** @type {const} */ ("shares"), cells: output[side], length: input[side] };
    return slidingAxis(layer, at, sides[at], input[side], output[side]);
  };
  return { down: axis(0), across: axis(1) };
}

/**
 * @param {Pick<Layer, "op" | "kind" | "hyperparameters">} layer
 * @param {0 | 1} at
 * @param {number} kernel
 * @param {number} length
 * @param {number} cells
 * @returns {Axis}
 */
function slidingAxis({ op, kind, hyperparameters: given }, at, kernel, length, cells) {
  const name = op.toLowerCase().replaceAll("_", "");
  const stride = pairOf(given.stride)?.[at] ?? (kind === "pooling" ? kernel : 1);
  const dilation = pairOf(given.dilation)?.[at] ?? 1;
  const reach = (kernel - 1) * dilation;
  let before = pairOf(given.padding)?.[at] ?? 0;
  if (given.padding === "same") before = Math.floor(reach / 2);
  if (name === UNEVEN) before = Math.floor(Math.max(0, (cells - 1) * stride + reach + 1 - length) / 2);
  return { way: name.includes("transpose") ? "spreads" : "slides", kernel, stride, before, dilation };
}

/**
 * The cells under the window of an output cell along one axis, beyond the map where it lies in the
 * padding.
 *
 * @param {Axis} axis
 * @param {number} cell
 * @returns {Span} Of a transposed convolution that reads nothing there the last lies before the first.
 */
export function spanOf(axis, cell) {
  if (axis.way === "shares") {
    const { length, cells } = axis;
    return [Math.floor((cell * length) / cells), Math.ceil(((cell + 1) * length) / cells) - 1];
  }
  const { kernel, stride, before, dilation } = axis;
  const reach = (kernel - 1) * dilation;
  if (axis.way === "spreads") return [Math.ceil((cell + before - reach) / stride), Math.floor((cell + before) / stride)];
  const first = cell * stride - before;
  return [first, first + reach];
}

/**
 * A hyperparameter for rows and columns, given as one number for both or as one for each.
 *
 * @param {unknown} value
 * @returns {[number, number] | null}
 */
function pairOf(value) {
  if (typeof value === "number") return [value, value];
  if (!Array.isArray(value) || !value.every((each) => typeof each === "number")) return null;
  if (value.length === 0) return null;
  return [value[0], value[value.length - 1]];
}
