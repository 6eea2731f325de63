import { make } from "../dom.js";
import { formatCount, formatValue } from "../numbers.js";
import { exactly } from "./figure.js";
import { sourceLink } from "./source.js";
import { steps } from "./steps.js";

/** @import { Store } from "../store.js" */
/** @import { NormalizationOperands } from "./answer.js" */
/** @import { Step } from "./steps.js" */

/**
 * A normalised number, step by step: with its mean, its variance, and the two numbers learned.
 *
 * @param {Store} store
 * @param {NormalizationOperands} operands
 * @returns {Node[]}
 */
export function normalizationView(store, { source, statistics, eps, normalized, weight, bias, method }) {
  const { mean, variance, over, count } = statistics;
  const centred = difference(source.value, mean);
  const deviation = variance === null ? null : Math.sqrt(variance + eps);
  const scaled = normalized === null ? null : normalized * (weight ?? 1);
  /** @type {(Step | null)[]} */
  const rows = [
    [sourceLink(store, source), "", source.value],
    method === "root mean square" ? null : ["− mean", exactly(mean), centred],
    [`÷ √(variance + ε)`, `√(${formatValue(variance)} + ${formatValue(eps)}) = ${exactly(deviation)}`, normalized],
    weight === null ? null : ["× weight", exactly(weight), scaled],
    bias === null ? null : ["+ bias", exactly(bias), scaled === null ? null : scaled + bias],
  ];
  const of = count === null ? over : `${over}: ${formatCount(count)} numbers`;
  const words = make("p", { class: "number-note" }, `Mean and variance: ${of}.`);
  return [steps("The normalisation, step by step", rows.filter((row) => row !== null)), words];
}

/**
 * @param {number | null} one
 * @param {number | null} other
 */
function difference(one, other) {
  return one === null || other === null ? null : one - other;
}
