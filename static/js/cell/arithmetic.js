import { make } from "../dom.js";
import { t, tn, tNodes } from "../language.js";
import { exactly } from "./figure.js";
import { sourceLink } from "./source.js";
import { steps } from "./steps.js";

/** @import { Store } from "../store.js" */
/** @import { ArithmeticOperands, ConcatenationOperands, Explained, MovedOperands, Source } from "./answer.js" */
/** @import { Step } from "./steps.js" */

const SIGNS = /** @type {Record<string, string>} */ ({
  add: "+", subtract: "−", multiply: "×", divide: "÷", sum: "+", mean: "+",
});
const RESULTS = /** @type {Record<string, string>} */ ({ larger: t("the larger"), smaller: t("the smaller"), mean: t("mean") });

/**
 * Numbers put together: each with the layer that it is from.
 *
 * @param {Store} store
 * @param {ArithmeticOperands} operands
 * @param {Explained} explained
 * @returns {Node[]}
 */
export function arithmeticView(store, { operation, terms, scale, rest }, { explained }) {
  /** @type {Step[]} */
  const rows = terms.map((term, at) => {
    const factor = at === 1 && scale !== 1 ? `${exactly(scale)} × ` : "";
    const number = make("span", {}, factor, sourceLink(store, term));
    return [at === 0 ? number : make("span", {}, ...signed(operation, number)), "", term.value];
  });
  if (rest) rows.push([tn("+ {count} other", "+ {count} others", rest.count), "", rest.total]);
  rows.push([RESULTS[operation] ?? "=", "", explained]);
  return [steps(t("How the numbers are put together"), rows)];
}

/**
 * A number with the sign of its operation, in the language's own order.
 *
 * @param {string} operation
 * @param {Node} number
 */
function signed(operation, number) {
  if (operation === "power") return tNodes("to the power of {number}", { number });
  if (operation === "larger" || operation === "smaller") return tNodes("or {number}", { number });
  return [`${SIGNS[operation] ?? ""} `, number];
}

/**
 * @param {Store} store
 * @param {ConcatenationOperands} operands
 * @returns {Node[]}
 */
export function concatenationView(store, { axis, parts, chosen, source }) {
  const { first, last } = parts[chosen];
  const words = axis === 0
    ? t("Channels {first} to {last} are those of one input; the number is taken from it as it is.", { first, last })
    : t("Places {first} to {last} are those of one input; the number is taken from it as it is.", { first, last });
  return [make("p", { class: "number-note" }, words), steps(t("Where the number is from"), [[sourceLink(store, source), "", source.value]])];
}

/**
 * @param {Store} store
 * @param {MovedOperands} operands
 * @returns {Node[]}
 */
export function movedView(store, { source }) {
  const from = source.layer === null ? t("put around the map as padding") : sourceLink(store, source);
  return [steps(t("Where the number is from"), [[from, placeOf(source), source.value]])];
}

/** @param {Source} source */
function placeOf({ cell }) {
  return cell ? t("row {row}, column {column}", { row: cell[1], column: cell[2] }) : "";
}
