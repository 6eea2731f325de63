import { tableOf } from "../colour.js";
import { colouringOf } from "../colouring.js";
import { make } from "../dom.js";
import { t } from "../language.js";
import { isSingle } from "../layers.js";
import { formatValue } from "../numbers.js";
import { Surface } from "../paint.js";
import { inPalette } from "../picture.js";
import { signedUpTo } from "../unfold/signed.js";
import { drawMosaic, inColours, mosaicOf } from "./mosaic.js";

/** @import { Array32, Layer } from "../types.js" */
/** @import { Store } from "../store.js" */
/** @import { Weights, WeightsAnswer } from "./types.js" */

/** Side of a map and of a single kernel, in CSS pixels. */
const SIDE = 56;
/** Of the kernels of many input channels, where they fit. */
const MOSAIC_SIDE = 96;

/**
 * A tile for each output channel: its kernels, and the map that they make.
 *
 * @param {Weights & {answer: WeightsAnswer, array: Array32}} weights
 * @param {number[]} order The channels in the order of the grid.
 * @param {Layer} layer
 * @returns {HTMLElement[]}
 */
export function tilesOf({ answer: { shape, colours }, channel: only }, order, layer) {
  const mosaic = mosaicOf(shape, colours);
  const single = isSingle(layer.shape);
  return order.filter((channel) => only === null || channel === only).map((channel) => {
    const value = layer.channels[channel]?.mean ?? null;
    const made = single
      ? make("span", { class: "tile-value" }, formatValue(value))
      : make("canvas", { "aria-hidden": "true", "data-made": true });
    const label = single
    ? t("Kernel {channel}, and its value, {value}", { channel, value: formatValue(value) })
    : t("Kernel {channel}, and the map it makes", { channel });
    return make(
      "div", { class: "tile", role: "option", id: `kernel-${channel}`, "aria-selected": "false", "aria-label": label, "data-channel": channel },
      make("span", { class: "tile-number" }, String(channel)), kernelsOf(mosaic), make("i", { class: "tile-arrow", "aria-hidden": "true" }, "→"), made,
    );
  });
}

/**
 * A canvas of the size at which each weight is a square of whole pixels of the screen.
 *
 * @param {import("./mosaic.js").Mosaic} mosaic
 */
function kernelsOf({ kernels, height, width }) {
  const canvas = make("canvas", { "aria-hidden": "true", "data-kernels": true });
  const side = kernels === 1 ? SIDE : MOSAIC_SIDE;
  const factor = Math.max(1, Math.floor((side * devicePixelRatio) / Math.max(height, width))) / devicePixelRatio;
  Object.assign(canvas.style, { width: `${width * factor}px`, height: `${height * factor}px` });
  return canvas;
}

/**
 * Draw the two pictures of a tile that comes into sight.
 *
 * @param {Store} store
 * @param {Weights & {answer: WeightsAnswer, array: Array32}} weights
 * @param {HTMLElement} tile
 */
export function drawTile(store, weights, tile) {
  const channel = Number(tile.dataset.channel);
  const [kernels, picture = null] = tile.querySelectorAll("canvas");
  const wordOf = wordsOf(store, weights);
  if (!wordOf) return;
  const { answer: { shape, colours }, array } = weights;
  drawMosaic(kernels, array, weights.channel === null ? channel : 0, mosaicOf(shape, colours), wordOf);
  if (picture) drawMade(store, picture, channel);
}

/**
 * @param {Store} store
 * @param {Weights & {answer: WeightsAnswer, array: Array32}} weights
 */
function wordsOf(store, { answer: { statistics, colours, shape }, array: { values } }) {
  const reach = reachIn(statistics);
  if (colours) return inColours(values, shape[2] * shape[3], reach);
  const signed = signedUpTo(store, reach);
  const word = signed && inPalette(signed.palette, signed.domain);
  return word && ((/** @type {number} */ at) => word(values[at]));
}

/**
 * The largest weight of the layer by its size.
 *
 * @param {import("../types.js").Statistics} statistics
 */
export function reachIn({ minimum, maximum }) {
  return Math.max(Math.abs(minimum ?? 0), Math.abs(maximum ?? 0));
}

/**
 * The map that the kernels make, as the grid has it.
 *
 * @param {Store} store
 * @param {HTMLCanvasElement} canvas
 * @param {number} channel
 */
function drawMade(store, canvas, channel) {
  const { grid } = store.data;
  const colouring = colouringOf(store);
  if (!grid || !colouring || channel >= grid.channels) return;
  const own = grid.minimum.length > 1 ? channel : 0;
  const table = tableOf(colouring.palette, colouring.domain(channel), grid.minimum[own], grid.maximum[own]);
  const { height, width } = grid;
  const surface = new Surface(canvas, width, height);
  surface.map(grid.pixels, channel * height * width, grid, table, { left: 0, top: 0, height, width });
  surface.show();
  const longest = Math.max(height, width);
  Object.assign(canvas.style, { width: `${(SIDE * width) / longest}px`, height: `${(SIDE * height) / longest}px` });
}
