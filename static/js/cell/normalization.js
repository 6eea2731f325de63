import { make } from "../dom.js";
import { t } from "../language.js";
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
    method === "root mean square" ? null : [t("− mean"), exactly(mean), centred],
    [t("÷ √(variance + ε)"), `√(${formatValue(variance)} + ${formatValue(eps)}) = ${exactly(deviation)}`, normalized],
    weight === null ? null : [t("× weight"), exactly(weight), scaled],
    bias === null ? null : [t("+ bias"), exactly(bias), scaled === null ? null : scaled + bias],
  ];
  const words = count === null
    ? t("Mean and variance: {over}.", { over: overWhat(over) })
    : t("Mean and variance: {over}: {count} numbers.", { over: overWhat(over), count: formatCount(count) });
  return [steps(t("The normalisation, step by step"), rows.filter((row) => row !== null)), make("p", { class: "number-note" }, words)];
}

/**
 * @param {string} over As the API says it; a group of channels has its numbers in it.
 * @returns {string}
 */
function overWhat(over) {
  const group = /^channels (\d+) to (\d+)$/.exec(over);
  return group ? t("channels {first} to {last}", { first: group[1], last: group[2] }) : t(over);
}

/**
 * @param {number | null} one
 * @param {number | null} other
 */
function difference(one, other) {
  return one === null || other === null ? null : one - other;
}
