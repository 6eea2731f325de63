import { t } from "./language.js";

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

const BENDS = t("Bends every value by a fixed curve; without such bends, stacked layers could do no more than a single one.");

/** @type {Record<import("./types.js").Kind, (layer: Layer, sources: LayerName[]) => string>} */
const EXPLANATIONS = {
  input: explainInput,
  convolution: explainConvolution,
  pooling: explainPooling,
  activation: (layer) => ACTIVATIONS[plain(layer.op)]?.(layer) ?? BENDS,
  normalization: ({ op }) => (plain(op).startsWith("batchnorm")
    ? t("Shifts and scales every map by fixed numbers of its own, learned in training, so that the next layer finds them in a range it can work with.")
    : t("Shifts and scales the values to a common range, so that the next layer finds them in a range it can work with.")),
  linear: ({ hyperparameters: { in_features: from, out_features: to } }) => (from && to
    ? t("Each of its {to} values is a weighted sum of all {from} inputs.", { to: text(to), from: text(from) })
    : t("Each of its values is a weighted sum of all inputs.")),
  addition: explainAddition,
  concatenation: (_, sources) => t("Stacks the maps of {layers} into one pile; no value changes.", { layers: list(sources) }),
  multiplication: (_, sources) => t("Multiplies {layers} value by value: one weighs the other.", { layers: list(sources) }),
  dropout: () => t("Switches values off at random while the network learns. Here it lets everything through unchanged."),
  reshape: ({ shape }) => t("Arranges the same numbers anew, as {shape}; none of them changes.", { shape: size(shape) }),
  output: () => t("Turns the scores into probabilities: each between 0 and 1, all together 1. The largest is the network's answer."),
  other: ({ op, shape }) => (plain(op).includes("pad")
    ? t("Puts a border around every map, so that it has {size} values.", { size: size(shape.slice(1)) })
    : t("Computes {op} of its input.", { op })),
};

/** @type {Record<string, ((layer: Layer) => string) | undefined>} */
const ACTIVATIONS = {
  relu: () => t("Sets every value below zero to zero and keeps the rest as it is."),
  relu6: () => t("Sets every value below zero to zero and every value above 6 to 6; the rest it keeps."),
  leakyrelu: ({ hyperparameters: { negative_slope: slope } }) => (slope
    ? t("Keeps positive values and shrinks negative ones to {slope} of themselves.", { slope: text(slope) })
    : t("Keeps positive values and shrinks negative ones.")),
  sigmoid: () => t("Squeezes every value into the range from 0 to 1."),
  tanh: () => t("Squeezes every value into the range from −1 to 1."),
  silu: () => t("Keeps large values, lets negative ones fade to nothing, and bends softly in between (x · sigmoid x)."),
  gelu: () => t("Keeps large values, lets negative ones fade to nothing, and bends softly in between."),
  hardswish: () => t("Keeps values above 3, sets those below −3 to zero, and bends in between: a cheap, smooth ReLU."),
  hardsigmoid: () => t("Squeezes every value into the range from 0 to 1, by a straight line with both ends cut off."),
  softmax: () => EXPLANATIONS.output(/** @type {Layer} */ ({}), []),
};

/** @param {Layer} layer */
function explainInput({ shape }) {
  const pixels = { size: size(shape.slice(1)) };
  return shape[0] === 3
    ? t("The photo as the network sees it: the framed part, {size} pixels, one map each for red, green and blue.", pixels)
    : t("The photo as the network sees it: the framed part, {size} pixels, in shades of grey.", pixels);
}

/**
 * @param {Layer} _
 * @param {LayerName[]} sources
 */
function explainAddition(_, sources) {
  const layers = { layers: list(sources) };
  return sources.length > 1
    ? t("Adds {layers} value by value: a shortcut that carries the earlier maps past the layers between.", layers)
    : t("Adds {layers} value by value.", layers);
}

/** @param {Layer} layer */
function explainConvolution({ op, shape, hyperparameters }) {
  const { kernel_size: kernel, groups = 1, in_channels: from } = hyperparameters;
  if (!Array.isArray(kernel) || typeof from !== "number") return t("Slides learned filters over its input; each map is the answer of one filter.");
  const values = { window: windowWords(kernel, hyperparameters), step: stepOf(hyperparameters), from, maps: shape[0], groups: text(groups) };
  const strides = values.step > 1;
  if (plain(op).includes("transpose")) return t("Spreads every value over a {window} window by learned weights, so that the maps grow.", values);
  if (groups === from && from > 1) {
    return strides
      ? t("Slides one {window} filter over each of its {from} input maps alone, in steps of {step}, without mixing them (depthwise).", values)
      : t("Slides one {window} filter over each of its {from} input maps alone, without mixing them (depthwise).", values);
  }
  if (kernel.every((side) => side === 1)) return explainPointwise(values, strides);
  return groups === 1 ? explainWhole(values, strides) : explainGrouped(values, strides);
}

/** @typedef {import("./language.js").Values} Values */

/**
 * @param {Values} values
 * @param {boolean} strides
 * @returns {string}
 */
function explainPointwise(values, strides) {
  return strides
    ? t("Mixes {from} input maps into {maps}, in steps of {step}: every value is a weighted sum of the values at the same place in all of them (pointwise).", values)
    : t("Mixes {from} input maps into {maps}: every value is a weighted sum of the values at the same place in all of them (pointwise).", values);
}

/**
 * @param {Values} values
 * @param {boolean} strides
 * @returns {string}
 */
function explainWhole(values, strides) {
  return strides
    ? t("Slides {maps} filters of {window} over all {from} input maps together, in steps of {step}; each map is one filter's answer, a weighted sum at every place.", values)
    : t("Slides {maps} filters of {window} over all {from} input maps together; each map is one filter's answer, a weighted sum at every place.", values);
}

/**
 * @param {Values} values
 * @param {boolean} strides
 * @returns {string}
 */
function explainGrouped(values, strides) {
  return strides
    ? t("Slides {maps} filters of {window} over {groups} groups of its {from} input maps, in steps of {step}; each map is one filter's answer, a weighted sum at every place.", values)
    : t("Slides {maps} filters of {window} over {groups} groups of its {from} input maps; each map is one filter's answer, a weighted sum at every place.", values);
}

/** @param {Layer} layer */
function explainPooling({ op, shape, hyperparameters }) {
  const { kernel_size: kernel } = hyperparameters;
  const largest = /max/i.test(op);
  if (kernel !== undefined) {
    const window = size(Array.isArray(kernel) ? kernel : [kernel, kernel]);
    return explainWindow(largest, { window, step: stepOf(hyperparameters) });
  }
  const places = shape.length < 3 ? 1 : shape[1] * shape[2];
  if (places === 1) {
    return largest
      ? t("Keeps the largest value of each map: what was found, no longer where.")
      : t("Averages each map to a single number: what was found, no longer where.");
  }
  const left = { size: size(shape.slice(1)) };
  return largest
    ? t("Keeps the largest value in each part of the map, so that {size} are left.", left)
    : t("Averages the values in each part of the map, so that {size} are left.", left);
}

/**
 * @param {boolean} largest
 * @param {{window: string, step: number}} values
 * @returns {string}
 */
function explainWindow(largest, values) {
  if (values.step > 1) {
    return largest
      ? t("Keeps the largest value of every {window} window, in steps of {step}: smaller maps that still tell what was found.", values)
      : t("Averages every {window} window, in steps of {step}: smaller, smoother maps.", values);
  }
  return largest
    ? t("Keeps the largest value of every {window} window: smaller maps that still tell what was found.", values)
    : t("Averages every {window} window: smaller, smoother maps.", values);
}

/**
 * @param {Record<string, unknown>} hyperparameters
 * @returns {number}
 */
function stepOf({ stride }) {
  return Number(Array.isArray(stride) ? stride[0] : stride);
}

/**
 * The size of a window, and how far it is spread.
 *
 * @param {unknown[]} kernel
 * @param {Record<string, unknown>} hyperparameters
 */
function windowWords(kernel, { dilation }) {
  const spread = Number(Array.isArray(dilation) ? dilation[0] : dilation);
  return spread > 1 ? t("{size} (spread to every {spread}th pixel)", { size: size(kernel), spread }) : size(kernel);
}

/** @param {LayerName[]} sources */
function list(sources) {
  const names = sources.map(({ name }) => name);
  if (names.length === 0) return t("its inputs");
  if (names.length === 1) return names[0];
  return t("{first} and {last}", { first: names.slice(0, -1).join(", "), last: names[names.length - 1] });
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
