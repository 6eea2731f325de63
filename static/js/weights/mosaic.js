import { Surface } from "../paint.js";
import { NOT_FINITE } from "../picture.js";

/** @import { Array32 } from "../types.js" */

/**
 * How the kernels of one output channel are laid side by side, in weights: an almost square mosaic,
 * with a gap of one between kernels that are larger than a single weight.
 *
 * @typedef {object} Mosaic
 * @property {number} kernels
 * @property {number} columns
 * @property {number} kernelHeight
 * @property {number} kernelWidth
 * @property {number} gap
 * @property {number} height Of the whole, in weights.
 * @property {number} width
 */

/**
 * @param {number[]} shape (O, I) or (O, I, kh, kw).
 * @param {boolean} colours Kernels over red, green and blue are one picture.
 * @returns {Mosaic}
 */
export function mosaicOf([, inputs, kernelHeight = 1, kernelWidth = 1], colours) {
  const kernels = colours ? 1 : inputs;
  const columns = Math.ceil(Math.sqrt(kernels));
  const rows = Math.ceil(kernels / columns);
  const gap = kernelHeight * kernelWidth === 1 ? 0 : 1;
  const height = rows * (kernelHeight + gap) - gap;
  const width = columns * (kernelWidth + gap) - gap;
  return { kernels, columns, kernelHeight, kernelWidth, gap, height, width };
}

/**
 * Draw the kernels of one output channel, a canvas pixel for a weight.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {Array32} weights
 * @param {number} at Of the output channel in the array.
 * @param {Mosaic} mosaic
 * @param {(at: number) => number} wordOf The colour of the weight at a place of the array; of colour
 *   kernels that of the red one, with green and blue behind it.
 */
export function drawMosaic(canvas, { shape, values }, at, mosaic, wordOf) {
  const { kernels, columns, kernelHeight, kernelWidth, gap, height, width } = mosaic;
  const surface = new Surface(canvas, width, height);
  const start = (at * values.length) / shape[0];
  for (let kernel = 0; kernel < kernels; kernel += 1) {
    const top = Math.floor(kernel / columns) * (kernelHeight + gap);
    const left = (kernel % columns) * (kernelWidth + gap);
    for (let place = 0; place < kernelHeight * kernelWidth; place += 1) {
      const y = top + Math.floor(place / kernelWidth);
      const x = left + (place % kernelWidth);
      surface.words[y * width + x] = wordOf(start + kernel * kernelHeight * kernelWidth + place);
    }
  }
  surface.show();
}

const pixel = new Uint8Array([0, 0, 0, 255]);
const word = new Uint32Array(pixel.buffer);

/**
 * The colour that three weights are over red, green and blue: grey is zero, black and white are the
 * largest of the layer.
 *
 * @param {Float32Array} values
 * @param {number} plane How many weights lie between red and green.
 * @param {number} reach
 */
export function inColours(values, plane, reach) {
  return (/** @type {number} */ at) => {
    for (let colour = 0; colour < 3; colour += 1) {
      const value = values[at + colour * plane];
      if (!Number.isFinite(value)) return NOT_FINITE;
      pixel[colour] = Math.round(((reach > 0 ? value / reach : 0) + 1) * 127.5);
    }
    return word[0];
  };
}
