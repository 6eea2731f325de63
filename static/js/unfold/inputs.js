/** @import { Operands, Source } from "../cell/answer.js" */

/** @typedef {{layer: string, channel: number}} MapName */

/**
 * Which maps went into one that is no convolution's, as one of its cells tells: each once, in the
 * order in which they were put together.
 *
 * @param {Operands} operands
 * @returns {MapName[]}
 */
export function inputsOf(operands) {
  /** @type {MapName[]} */
  const maps = [];
  for (const { layer, channel } of allInputs(operands)) {
    if (!maps.some((map) => map.layer === layer && map.channel === channel)) maps.push({ layer, channel });
  }
  return maps;
}

/**
 * @param {Operands} operands
 * @returns {MapName[]}
 */
function allInputs(operands) {
  switch (operands.kind) {
    case "pooling":
      return [{ layer: operands.source, channel: operands.channel }];
    case "arithmetic":
      return operands.terms.flatMap(nameOf);
    case "normalization":
    case "local_response":
    case "activation":
    case "concatenation":
    case "moved":
      return nameOf(operands.source);
    case "convolution":
    case "linear":
    case "matrix_product":
    case "softmax":
    case "pixel":
    case "opaque":
      return [];
  }
}

/**
 * @param {Source} source
 * @returns {MapName[]}
 */
function nameOf({ layer, cell }) {
  return layer !== null && cell ? [{ layer, channel: cell[0] }] : [];
}
