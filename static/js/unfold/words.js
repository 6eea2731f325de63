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
        ? "Each number is the largest of a window of the map before."
        : "Each number is the mean of a window of the map before.";
    case "normalization":
      return `${operands.method === "batch" ? "All numbers of this map are shifted and scaled alike, by what was learned for its channel" : "Each number is shifted and scaled by the mean and the spread of those around it"}. Before and after are on one scale.`;
    case "activation":
      return `Each number is bent by one curve, ${formula}. Before and after are on one scale.`;
    case "arithmetic":
      return togetherWords(unfolded.inputs, operands.operation);
    case "concatenation":
      return "Nothing is computed: the maps of several layers become the channels of one. This map comes from the layer that is marked.";
    case "moved":
      return "No number changes: the same values, in another place or arrangement.";
    case "pixel":
      return "The photo, cropped, resized, and shifted and scaled to the range that the network was trained with.";
    case "opaque":
      return operands.reason;
    case "linear":
      return `Each number weighs all ${formatCount(operands.count)} values of ${operands.source} by weights of its own, adds them up, and adds the bias.`;
    case "softmax":
      return layer.kind === "output"
        ? "Each number is the share of one class: e to the power of its logit, divided by the sum over all classes."
        : "Each number is its share of a sum: e to the power of what went in, divided by the same of all that stand in a row with it.";
    case "local_response":
      return "Each number is divided by what grows with its neighbours in other channels: strong channels damp those beside them.";
    case "convolution":
    case "matrix_product":
      return `Each number is a ${formula}.`;
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
    return `The map of ${map.layer}, times one number for all of it, ${formatValue(gate.map.values[0])}: a gate that lets it through more or less. Before and after are on one scale.`;
  }
  if (inputs.length === 1 && operation === "multiply") return `The map of ${inputs[0].layer}, times a number that was learned or set. Before and after are on one scale.`;
  const how = operation === "add" ? "added" : operation === "multiply" ? "multiplied" : "put together";
  return `The maps are ${how} number by number; all are on one scale.`;
}

/**
 * @param {import("./types.js").Sum} sum
 * @param {Layer} layer
 */
function sumWords({ inputs, bias, first, parts: [{ input, kernel }] }, { hyperparameters: { groups, in_channels: all } }) {
  const size = `${kernel.length}×${kernel[0].length}`;
  const plus = bias === null ? "" : ` and the bias, ${formatValue(bias)},`;
  if (inputs === 1) {
    return `One map of ${input.layer} is convolved with one ${size} kernel${bias === null ? "" : `, and the bias, ${formatValue(bias)}, added`}${typeof all === "number" && all > 1 ? ": depthwise, no channels are mixed" : ""}.`;
  }
  const which = typeof groups === "number" && groups > 1
    ? `Of ${input.layer} the channels ${first} to ${first + inputs - 1} belong to this map's group; each`
    : `Each of the ${formatCount(inputs)} maps of ${input.layer}`;
  return `${which} is convolved with a ${size} kernel of its own; the results${plus} add up to this map.`;
}
