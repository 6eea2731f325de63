import { formatCount, formatValue } from "../numbers.js";
import { mapLink } from "../unfold/maplink.js";
import { exactly } from "./figure.js";
import { numberTable } from "./numbertable.js";
import { steps } from "./steps.js";
import { signedOf } from "../unfold/signed.js";

/** @import { Store } from "../store.js" */
/** @import { LocalResponseOperands, NormalizationOperands, Source } from "./answer.js" */
/** @import { Step } from "./steps.js" */

/**
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
    [sourceName(store, source), "", source.value],
    method === "root mean square" ? null : ["− mean", exactly(mean), centred],
    [`÷ √(variance + ε)`, `√(${formatValue(variance)} + ${formatValue(eps)}) = ${exactly(deviation)}`, normalized],
    weight === null ? null : ["× weight", exactly(weight), scaled],
    bias === null ? null : ["+ bias", exactly(bias), scaled === null ? null : scaled + bias],
  ];
  const of = count === null ? over : `${over}: ${formatCount(count)} numbers`;
  const words = Object.assign(document.createElement("p"), { className: "number-note", textContent: `Mean and variance are of ${of}.` });
  return [steps("The normalisation, step by step", rows.filter((row) => row !== null)), words];
}

/**
 * AlexNet's normalisation: the same cell in neighbouring channels damps this one.
 *
 * @param {Store} store
 * @param {LocalResponseOperands} operands
 * @returns {Node[]}
 */
export function localResponseView(store, { source, first, neighbours, size, alpha, beta, k, divisor }) {
  const signed = signedOf(store, neighbours);
  const squares = neighbours.reduce((/** @type {number} */ sum, value) => sum + (value ?? NaN) ** 2, 0);
  const inside = k + (alpha / size) * squares;
  const own = (source.cell?.[0] ?? first) - first;
  const table = signed && numberTable([neighbours], signed, {
    label: `Channels ${first} to ${first + neighbours.length - 1} at the same place`,
    mark: (_, column) => (column === own ? "winner" : ""),
  });
  const calculation = steps("The normalisation, step by step", [
    ["sum of the neighbours' squares", "", finite(squares)],
    ["× α / size + k", `${formatValue(alpha)} / ${size}, ${formatValue(k)}`, finite(inside)],
    ["to the power of β: the divisor", formatValue(beta), divisor],
    [sourceName(store, source, " ÷ divisor"), exactly(source.value), quotient(source.value, divisor)],
  ]);
  return table ? [table, calculation] : [calculation];
}

/**
 * @param {Store} store
 * @param {Source} source
 * @param {string} [after]
 */
function sourceName(store, { layer, cell }, after = "") {
  if (layer === null || !cell) return `input${after}`;
  const [channel, y, x] = cell;
  const span = document.createElement("span");
  span.append(mapLink(store, { layer, channel, cell: [y, x] }), after);
  return span;
}

/**
 * @param {number | null} one
 * @param {number | null} other
 */
function difference(one, other) {
  return one === null || other === null ? null : one - other;
}

/**
 * @param {number | null} one
 * @param {number | null} other
 */
function quotient(one, other) {
  return one === null || other === null ? null : one / other;
}

/** @param {number} value */
function finite(value) {
  return Number.isFinite(value) ? value : null;
}
