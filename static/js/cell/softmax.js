import { make } from "../dom.js";
import { t, tn } from "../language.js";
import { formatCount, formatPercent, formatValue } from "../numbers.js";
import { mapLink } from "../unfold/maplink.js";
import { exactly } from "./figure.js";
import { steps } from "./steps.js";

/** @import { Store } from "../store.js" */
/** @import { Explained, SoftmaxOperands } from "./answer.js" */

/**
 * A probability: the share of one exponential in the sum of all.
 *
 * @param {Store} store
 * @param {SoftmaxOperands} operands
 * @param {Explained} explained
 * @returns {Node[]}
 */
export function softmaxView(store, operands, { explained }) {
  const { logit, shift, total, logarithm } = operands;
  const below = logit === null || shift === null ? null : logit - shift;
  const power = below === null ? null : Math.exp(below);
  const calculation = steps(t("From the logit to the probability"), [
    [t("logit"), "", logit],
    [t("− the largest logit"), exactly(shift), below],
    [t("e to the power of it"), "", power],
    logarithm
      ? [t("its logarithm less that of the sum"), exactly(total), explained]
      : [t("÷ the sum of all of these"), exactly(total), explained],
  ]);
  return [calculation, logitsTable(store, operands)];
}

/**
 * The largest logits, and this one among them.
 *
 * @param {Store} store
 * @param {SoftmaxOperands} operands
 */
function logitsTable(store, { source, own, index, logits, exponentials, total, rest, count }) {
  const head = make("tr", {}, ...[t("of"), t("logit"), "e^", t("share")].map((words) => make("th", { scope: "col" }, words)));
  const rows = index.map((at, n) => make(
    "tr", at === own ? { "aria-current": "true" } : {},
    make("th", { scope: "row" }, mapLink(store, { layer: source, channel: at }, labelOf(store, at))),
    ...[logits[n], exponentials[n]].map((value) => make("td", {}, formatValue(value))),
    make("td", {}, shareOf(exponentials[n], total)),
  ));
  if (rest) {
    rows.push(make("tr", {}, make("th", { scope: "row" }, tn("{count} other", "{count} others", rest.count)), make("td"), make("td", {}, formatValue(rest.total)), make("td", {}, shareOf(rest.total, total))));
  }
  return make("table", { class: "logits", "aria-label": t("The largest of {count} logits", { count: formatCount(count) }) }, head, ...rows);
}

/**
 * @param {number | null} part
 * @param {number | null} whole
 */
function shareOf(part, whole) {
  return part === null || whole === null || whole === 0 ? "–" : formatPercent(part / whole, 2);
}

/**
 * @param {Store} store
 * @param {number} at
 */
function labelOf({ data: { run } }, at) {
  return run?.predictions.find(({ index }) => index === at)?.label ?? String(at);
}
