import { t } from "./language.js";
import { explainConvolution } from "./words/convolution.js";
import { explainPooling } from "./words/pooling.js";
import { plain, size, text } from "./words/values.js";

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

/** @param {LayerName[]} sources */
function list(sources) {
  const names = sources.map(({ name }) => name);
  if (names.length === 0) return t("its inputs");
  if (names.length === 1) return names[0];
  return t("{first} and {last}", { first: names.slice(0, -1).join(", "), last: names[names.length - 1] });
}
