import { t } from "../language.js";
import { formatCount, formatValue } from "../numbers.js";

/** @import { Layer } from "../types.js" */
/** @import { InputMap, Unfolded } from "./types.js" */

/**
 * One sentence on how the open map comes from those before it.
 *
 * @param {Unfolded} unfolded
 * @param {Layer} layer
 */
export function unfoldedWords(unfolded, layer) {
  const { sum, explained: { operands, formula } } = unfolded;
  if (sum) return sumWords(sum, layer);
  switch (operands.kind) {
    case "pooling":
      return operands.method === "maximum"
        ? t("Each number is the largest of a window of the map before.")
        : t("Each number is the mean of a window of the map before.");
    case "normalization":
      return operands.method === "batch"
        ? t("All numbers of this map are shifted and scaled alike, by what was learned for its channel. Before and after are on one scale.")
        : t("Each number is shifted and scaled by the mean and the spread of those around it. Before and after are on one scale.");
    case "activation":
      return t("Each number is bent by one curve, {formula}. Before and after are on one scale.", { formula: t(formula) });
    case "arithmetic":
      return togetherWords(unfolded.inputs, operands.operation);
    case "concatenation":
      return t("Nothing is computed: the maps of several layers become the channels of one. This map comes from the layer that is marked.");
    case "moved":
      return t("No number changes: the same values, in another place or arrangement.");
    case "pixel":
      return t("The photo, cropped, resized, and shifted and scaled to the range that the network was trained with.");
    case "opaque":
      return t(operands.reason);
    case "linear":
      return t("Each number weighs all {count} values of {layer} by weights of its own, adds them up, and adds the bias.", { count: formatCount(operands.count), layer: operands.source });
    case "softmax":
      return layer.kind === "output"
        ? t("Each number is the share of one class: e to the power of its logit, divided by the sum over all classes.")
        : t("Each number is its share of a sum: e to the power of what went in, divided by the same of all that stand in a row with it.");
    case "local_response":
      return t("Each number is divided by what grows with its neighbours in other channels: strong channels damp those beside them.");
    case "convolution":
    case "matrix_product":
      return t("Each number is a {formula}.", { formula: t(formula) });
  }
}

/**
 * @param {InputMap[]} inputs
 * @param {string} operation
 */
function togetherWords(inputs, operation) {
  const gate = inputs.find(({ map }) => map.values.length === 1);
  const map = inputs.find((input) => input !== gate);
  if (operation === "multiply" && gate && map) {
    return t("The map of {layer}, times one number for all of it, {gate}: a gate that lets it through more or less. Before and after are on one scale.", { layer: map.layer, gate: formatValue(gate.map.values[0]) });
  }
  if (inputs.length === 1 && operation === "multiply") return t("The map of {layer}, times a number that was learned or set. Before and after are on one scale.", { layer: inputs[0].layer });
  if (operation === "add") return t("The maps are added number by number; all are on one scale.");
  if (operation === "multiply") return t("The maps are multiplied number by number; all are on one scale.");
  return t("The maps are put together number by number; all are on one scale.");
}

/**
 * @param {import("./types.js").Sum} sum
 * @param {Layer} layer
 */
function sumWords({ inputs, bias, first, parts: [{ input, kernel }] }, { hyperparameters: { groups, in_channels: all } }) {
  const values = {
    layer: input.layer, size: `${kernel.length}×${kernel[0].length}`, bias: formatValue(bias),
    count: formatCount(inputs), first, last: first + inputs - 1,
  };
  if (inputs === 1) return oneMapWords(values, bias !== null, typeof all === "number" && all > 1);
  if (typeof groups === "number" && groups > 1) {
    return bias === null
      ? t("Of {layer} the channels {first} to {last} belong to this map's group; each is convolved with a {size} kernel of its own; the results add up to this map.", values)
      : t("Of {layer} the channels {first} to {last} belong to this map's group; each is convolved with a {size} kernel of its own; the results and the bias, {bias}, add up to this map.", values);
  }
  return bias === null
    ? t("Each of the {count} maps of {layer} is convolved with a {size} kernel of its own; the results add up to this map.", values)
    : t("Each of the {count} maps of {layer} is convolved with a {size} kernel of its own; the results and the bias, {bias}, add up to this map.", values);
}

/**
 * @param {import("../language.js").Values} values
 * @param {boolean} hasBias
 * @param {boolean} depthwise
 * @returns {string}
 */
function oneMapWords(values, hasBias, depthwise) {
  if (depthwise) {
    return hasBias
      ? t("One map of {layer} is convolved with one {size} kernel, and the bias, {bias}, added: depthwise, no channels are mixed.", values)
      : t("One map of {layer} is convolved with one {size} kernel: depthwise, no channels are mixed.", values);
  }
  return hasBias
    ? t("One map of {layer} is convolved with one {size} kernel, and the bias, {bias}, added.", values)
    : t("One map of {layer} is convolved with one {size} kernel.", values);
}
