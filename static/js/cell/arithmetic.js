import { make } from "../dom.js";
import { formatCount } from "../numbers.js";
import { exactly } from "./figure.js";
import { sourceLink } from "./source.js";
import { steps } from "./steps.js";

/** @import { Store } from "../store.js" */
/** @import { ArithmeticOperands, ConcatenationOperands, Explained, MovedOperands, Source } from "./answer.js" */
/** @import { Step } from "./steps.js" */

const SIGNS = /** @type {Record<string, string>} */ ({
  add: "+ ", subtract: "− ", multiply: "× ", divide: "÷ ", power: "to the power of ", larger: "or ", smaller: "or ", sum: "+ ", mean: "+ ",
});
const RESULTS = /** @type {Record<string, string>} */ ({ larger: "the larger", smaller: "the smaller", mean: "mean" });

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
    return [make("span", {}, at === 0 ? "" : SIGNS[operation] ?? "", factor, sourceLink(store, term)), "", term.value];
  });
  if (rest) rows.push([`+ ${formatCount(rest.count)} others`, "", rest.total]);
  rows.push([RESULTS[operation] ?? "=", "", explained]);
  return [steps("How the numbers are put together", rows)];
}

/**
 * @param {Store} store
 * @param {ConcatenationOperands} operands
 * @returns {Node[]}
 */
export function concatenationView(store, { axis, parts, chosen, source }) {
  const { first, last } = parts[chosen];
  const words = make("p", { class: "number-note" }, `${axis === 0 ? "Channels" : "Places"} ${first} to ${last} are those of one input; the number is taken from it as it is.`);
  return [words, steps("Where the number is from", [[sourceLink(store, source), "", source.value]])];
}

/**
 * @param {Store} store
 * @param {MovedOperands} operands
 * @returns {Node[]}
 */
export function movedView(store, { source }) {
  const from = source.layer === null ? "put around the map as padding" : sourceLink(store, source);
  return [steps("Where the number is from", [[from, placeOf(source), source.value]])];
}

/** @param {Source} source */
function placeOf({ cell }) {
  return cell ? `row ${cell[1]}, column ${cell[2]}` : "";
}
