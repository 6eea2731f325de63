/** @import { Layer, LayerName } from "./types.js" */

/**
 * One plain sentence about what a layer does with its input, with its own numbers in it.
 *
 * @param {Layer} layer
 * @param {LayerName[]} layers Of the whole network.
 * @returns {string}
 */
export function explain(layer, layers) {
  const sources = layers.filter(({ name }) => layer.inputs.includes(name));
  return EXPLANATIONS[layer.kind](layer, sources);
}

/** @type {Record<import("./types.js").Kind, (layer: Layer, sources: LayerName[]) => string>} */
const EXPLANATIONS = {
  input: ({ shape }) => `The photo as the network sees it: the framed part, ${size(shape.slice(1))} pixels, ${
    shape[0] === 3 ? "one map each for red, green and blue" : "in shades of grey"}.`,
  convolution: explainConvolution,
  pooling: explainPooling,
  activation: (layer) => ACTIVATIONS[plain(layer.op)]?.(layer) ?? "Bends every value by a fixed curve; without such bends, stacked layers could do no more than a single one.",
  normalization: ({ op }) => `${plain(op).startsWith("batchnorm") ? "Shifts and scales every map by fixed numbers of its own, learned in training" : "Shifts and scales the values to a common range"}, so that the next layer finds them in a range it can work with.`,
  linear: ({ hyperparameters: { in_features: from, out_features: to } }) =>
    from && to ? `Each of its ${text(to)} values is a weighted sum of all ${text(from)} inputs.` : "Each of its values is a weighted sum of all inputs.",
  addition: (_, sources) => `Adds ${list(sources)} value by value${sources.length > 1 ? ": a shortcut that carries the earlier maps past the layers between" : ""}.`,
  concatenation: (_, sources) => `Stacks the maps of ${list(sources)} into one pile; no value changes.`,
  multiplication: (_, sources) => `Multiplies ${list(sources)} value by value: one weighs the other.`,
  dropout: () => "Switches values off at random while the network learns. Here it lets everything through unchanged.",
  reshape: ({ shape }) => `Arranges the same numbers anew, as ${size(shape)}; none of them changes.`,
  output: () => "Turns the scores into probabilities: each between 0 and 1, all together 1. The largest is the network's answer.",
  other: ({ op, shape }) => (plain(op).includes("pad") ? `Puts a border around every map, so that it has ${size(shape.slice(1))} values.` : `Computes ${op} of its input.`),
};

/** @type {Record<string, ((layer: Layer) => string) | undefined>} */
const ACTIVATIONS = {
  relu: () => "Sets every value below zero to zero and keeps the rest as it is.",
  relu6: () => "Sets every value below zero to zero and every value above 6 to 6; the rest it keeps.",
  leakyrelu: ({ hyperparameters: { negative_slope: slope } }) => `Keeps positive values and shrinks negative ones${slope ? ` to ${text(slope)} of themselves` : ""}.`,
  sigmoid: () => "Squeezes every value into the range from 0 to 1.",
  tanh: () => "Squeezes every value into the range from −1 to 1.",
  silu: () => "Keeps large values, lets negative ones fade to nothing, and bends softly in between (x · sigmoid x).",
  gelu: () => "Keeps large values, lets negative ones fade to nothing, and bends softly in between.",
  hardswish: () => "Keeps values above 3, sets those below −3 to zero, and bends in between: a cheap, smooth ReLU.",
  hardsigmoid: () => "Squeezes every value into the range from 0 to 1, by a straight line with both ends cut off.",
  softmax: () => EXPLANATIONS.output(/** @type {Layer} */ ({}), []),
};

/** @param {Layer} layer */
function explainConvolution({ op, shape, hyperparameters }) {
  const { kernel_size: kernel, groups = 1, in_channels: from, stride } = hyperparameters;
  const maps = shape[0];
  if (!Array.isArray(kernel) || typeof from !== "number") return "Slides learned filters over its input; each map is the answer of one filter.";
  const window = `${size(kernel)}${dilated(hyperparameters)}`;
  const step = steps(stride);
  if (plain(op).includes("transpose")) return `Spreads every value over a ${window} window by learned weights, so that the maps grow.`;
  if (groups === from && from > 1) return `Slides one ${window} filter over each of its ${from} input maps alone${step}, without mixing them (depthwise).`;
  if (kernel.every((side) => side === 1)) return `Mixes ${from} input maps into ${maps}${step}: every value is a weighted sum of the values at the same place in all of them (pointwise).`;
  const over = groups === 1 ? `all ${from} input maps together` : `${text(groups)} groups of its ${from} input maps`;
  return `Slides ${maps} filters of ${window} over ${over}${step}; each map is one filter's answer, a weighted sum at every place.`;
}

/** @param {Layer} layer */
function explainPooling({ op, shape, hyperparameters: { kernel_size: kernel, stride } }) {
  const largest = /max/i.test(op);
  const window = kernel === undefined ? "" : size(Array.isArray(kernel) ? kernel : [kernel, kernel]);
  if (window) {
    return largest
      ? `Keeps the largest value of every ${window} window${steps(stride)}: smaller maps that still tell what was found.`
      : `Averages every ${window} window${steps(stride)}: smaller, smoother maps.`;
  }
  const places = shape.length < 3 ? 1 : shape[1] * shape[2];
  if (places === 1) return largest ? "Keeps the largest value of each map: what was found, no longer where." : "Averages each map to a single number: what was found, no longer where.";
  return `${largest ? "Keeps the largest value" : "Averages the values"} in each part of the map, so that ${size(shape.slice(1))} are left.`;
}

/** @param {unknown} stride */
function steps(stride) {
  const sides = Array.isArray(stride) ? stride : [stride];
  const step = Number(sides[0]);
  return step > 1 ? `, in steps of ${step}` : "";
}

/** @param {Record<string, unknown>} hyperparameters */
function dilated({ dilation }) {
  const spread = Number(Array.isArray(dilation) ? dilation[0] : dilation);
  return spread > 1 ? ` (spread to every ${spread}th pixel)` : "";
}

/** @param {LayerName[]} sources */
function list(sources) {
  const names = sources.map(({ name }) => name);
  if (names.length === 0) return "its inputs";
  if (names.length === 1) return names[0];
  return `${names.slice(0, -1).join(", ")} and ${names[names.length - 1]}`;
}

/** @param {unknown[]} sides */
function size(sides) {
  return sides.map(text).join("×");
}

/** @param {unknown} value */
function text(value) {
  return typeof value === "number" || typeof value === "string" ? String(value) : JSON.stringify(value);
}

/** @param {string} op */
function plain(op) {
  return op.toLowerCase().replaceAll("_", "");
}
