import { make } from "../dom.js";
import { t, tNodes } from "../language.js";
import { formatValue } from "../numbers.js";
import { signedOf } from "../unfold/signed.js";
import { exactly } from "./figure.js";
import { numberTable } from "./numbertable.js";
import { sourceLink } from "./source.js";
import { steps } from "./steps.js";

/** @import { Store } from "../store.js" */
/** @import { Explained, LocalResponseOperands, Vector } from "./answer.js" */

/**
 * AlexNet's normalisation: the same cell in neighbouring channels damps this one.
 *
 * @param {Store} store
 * @param {LocalResponseOperands} operands
 * @param {Explained} explained
 * @returns {Node[]}
 */
export function localResponseView(store, { source, first, neighbours, size, alpha, beta, k, divisor }, { explained }) {
  const signed = signedOf(store, neighbours);
  const squares = sumOfSquares(neighbours);
  const inside = squares === null ? null : k + (alpha / size) * squares;
  const own = (source.cell?.[0] ?? first) - first;
  const table = signed && numberTable([neighbours], signed, {
    label: t("Channels {first} to {last} at the same place", { first, last: first + neighbours.length - 1 }),
    mark: (_, column) => (column === own ? "winner" : ""),
  });
  const calculation = steps(t("The normalisation, step by step"), [
    [t("sum of the neighbours' squares"), "", squares],
    [t("× α / size + k"), `${formatValue(alpha)} / ${size}, ${formatValue(k)}`, inside],
    [t("to the power of β: the divisor"), formatValue(beta), divisor],
    [make("span", {}, ...tNodes("{number} ÷ divisor", { number: sourceLink(store, source) })), exactly(source.value), explained],
  ]);
  return table ? [table, calculation] : [calculation];
}

/**
 * @param {Vector} values
 * @returns {number | null}
 */
function sumOfSquares(values) {
  return values.reduce((/** @type {number | null} */ sum, value) => (sum === null || value === null ? null : sum + value ** 2), 0);
}
