import { make } from "../dom.js";
import { exactly } from "./figure.js";

/** @import { Figure } from "./answer.js" */

/**
 * One step of a calculation: what is done, with which number, and what it gives.
 *
 * @typedef {[words: string | Node, operand: string, result: Figure]} Step
 */

/**
 * A calculation step by step, each with its result so far.
 *
 * @param {string} label
 * @param {Step[]} rows
 */
export function steps(label, rows) {
  const table = make("table", { class: "calculation", "aria-label": label });
  table.append(...rows.map(([words, operand, result]) => make(
    "tr", {}, make("th", { scope: "row" }, words), make("td", {}, operand), make("td", { class: "result" }, exactly(result)),
  )));
  return table;
}
