import { make } from "../dom.js";
import { t } from "../language.js";
import { formatCount, formatValue } from "../numbers.js";
import { mapLink } from "../unfold/maplink.js";
import { signedUpTo } from "../unfold/signed.js";
import { termsTable } from "./terms.js";

/** @import { Store } from "../store.js" */
/** @import { Explained, LinearOperands, MatrixProductOperands } from "./answer.js" */

/**
 * A fully connected layer's number: its largest contributions, input times weight.
 *
 * @param {Store} store
 * @param {LinearOperands} operands
 * @param {Explained} explained
 * @returns {Node[]}
 */
export function linearView(store, operands, { explained, layer }) {
  const { source, index, inputs, weights, products, rest, bias, count } = operands;
  const isVector = store.data.run?.layers.find(({ name }) => name === source)?.shape.length === 1;
  const terms = index.map((at, n) => ({
    name: isVector ? mapLink(store, { layer: source, channel: at }, String(at)) : String(at),
    how: [`${formatValue(inputs[n])} × ${formatValue(weights[n])}`],
    amount: products[n],
  }));
  return table(store, terms, {
    words: t("The largest of {count} products of a value of {source} and a weight of {layer}", { count: formatCount(count), source, layer }),
    rest, bias: bias ?? undefined, sum: explained,
  });
}

/**
 * @param {Store} store
 * @param {MatrixProductOperands} operands
 * @param {Explained} explained
 * @returns {Node[]}
 */
export function matrixProductView(store, { index, left, right, products, rest, count }, { explained }) {
  const terms = index.map((at, n) => ({
    name: String(at), how: [`${formatValue(left[n])} × ${formatValue(right[n])}`], amount: products[n],
  }));
  const words = t("The largest of {count} products along a row of the first matrix and a column of the second", { count: formatCount(count) });
  return table(store, terms, { words, rest, bias: undefined, sum: explained });
}

/**
 * @param {Store} store
 * @param {import("./terms.js").Term[]} terms
 * @param {{words: string, rest: import("./answer.js").Rest | null, bias: number | undefined, sum: import("./answer.js").Figure}} whole
 * @returns {Node[]}
 */
function table(store, terms, { words, ...whole }) {
  const signed = signedUpTo(store, 1);
  if (!signed) return [];
  const note = make("p", { class: "number-note" }, `${words}.`);
  return [note, termsTable(signed.palette, terms, { label: words, ...whole })];
}
