/** @import { ChannelFigures, Layer, LayerName, Run, Sort, View } from "./types.js" */

/**
 * How an output is seen as maps: channels × height × width. A vector is maps of a single cell.
 *
 * @param {number[]} shape
 */
export function mapsOf(shape) {
  if (shape.length === 0) return { channels: 1, height: 1, width: 1 };
  if (shape.length === 1) return { channels: shape[0], height: 1, width: 1 };
  const [height, width] = shape.slice(-2);
  const channels = shape.slice(0, -2).reduce((product, side) => product * side, 1);
  return { channels, height, width };
}

/**
 * The layer that the page shows: the one of the address, else one that shows much at first sight,
 * which is the activation with the most maps among the largest.
 *
 * @param {View} view
 * @param {Run} run
 * @returns {LayerName}
 */
export function shownLayer(view, run) {
  const chosen = run.layers.find(({ name }) => name === view.layer);
  if (chosen) return chosen;
  const activations = run.layers.filter(({ kind }) => kind === "activation");
  const largest = Math.max(...activations.map(sideOf));
  const large = activations.filter((layer) => sideOf(layer) * 2 > largest);
  const widest = Math.max(...large.map(({ shape }) => mapsOf(shape).channels));
  return large.find(({ shape }) => mapsOf(shape).channels === widest) ?? run.layers[0];
}

/** @param {LayerName} layer */
function sideOf({ shape }) {
  const { height, width } = mapsOf(shape);
  return Math.max(height, width);
}

/**
 * The channel that the page shows: the one of the address, else the strongest.
 *
 * @param {View} view
 * @param {LayerName} layer
 * @param {Layer | null} details
 * @returns {number | null} Null while the strongest is not known yet.
 */
export function shownChannel(view, layer, details) {
  const { channels } = mapsOf(layer.shape);
  if (view.channel !== null) return Math.min(view.channel, channels - 1);
  if (details?.name !== layer.name) return null;
  return sortChannels(details.channels, "spread", isSingle(layer.shape))[0] ?? null;
}

/**
 * Whether every map of an output is a single cell.
 *
 * @param {number[]} shape
 */
export function isSingle(shape) {
  const { height, width } = mapsOf(shape);
  return height * width === 1;
}

/** @type {Record<Exclude<Sort, "index">, (figures: ChannelFigures) => number | null>} */
const STRENGTH = {
  spread: ({ std }) => std,
  mean: ({ mean }) => mean,
  max: ({ maximum }) => maximum,
};

/**
 * The channels of a layer in the order in which its grid shows them; equals keep their order.
 *
 * @param {ChannelFigures[]} channels
 * @param {Sort} sort
 * @param {boolean} single Whether every map is a single cell, which has no spread: its size counts.
 * @returns {number[]}
 */
export function sortChannels(channels, sort, single) {
  const order = channels.map(({ channel }) => channel);
  if (sort === "index") return order;
  /** @param {ChannelFigures} figures */
  const size = ({ mean }) => Math.abs(mean ?? 0);
  const measure = single && sort === "spread" ? size : STRENGTH[sort];
  const strength = channels.map((figures) => measure(figures) ?? -Infinity);
  return order.sort((one, other) => strength[other] - strength[one] || one - other);
}
