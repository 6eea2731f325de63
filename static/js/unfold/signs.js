import { t } from "../language.js";

/** @import { Operands } from "../cell/answer.js" */

/** What stands where maps meet. */
const SIGNS = /** @type {Record<string, string>} */ ({
  add: "+", subtract: "−", multiply: "×", divide: "÷", power: "^", larger: "max", smaller: "min", sum: "Σ", mean: t("mean"),
});

/**
 * What is done on the way to a map, as a sign.
 *
 * @param {Operands} operands
 */
export function signOf(operands) {
  switch (operands.kind) {
    case "arithmetic":
      return SIGNS[operands.operation] ?? operands.operation;
    case "pooling":
      return operands.method === "maximum" ? "max" : SIGNS[operands.method] ?? operands.method;
    case "activation":
      return "ƒ";
    case "normalization":
    case "local_response":
      return "≈";
    case "concatenation":
    case "moved":
      return "=";
    case "convolution":
      return "Σ";
    case "linear":
    case "matrix_product":
    case "softmax":
    case "pixel":
    case "opaque":
      return "";
  }
}
