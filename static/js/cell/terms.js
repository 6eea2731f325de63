import { make } from "../dom.js";
import { t, tn } from "../language.js";
import { formatValue } from "../numbers.js";
import { bar } from "./bar.js";
import { exactly } from "./figure.js";

/** @import { Palette } from "../colour.js" */
/** @import { Figure, Rest } from "./answer.js" */

/**
 * One term of a sum: what it is called, how it came about, and its amount.
 *
 * @typedef {{name: string | Node, how: (string | Node)[], amount: Figure, row?: HTMLElement}} Term
 */

/**
 * A sum as a table: its terms with bars, the terms that are not written out, the bias, and the sum.
 *
 * @param {Palette} palette
 * @param {Term[]} terms `row`: an element to use as the row, such as one that can be chosen.
 * @param {{label: string, rest: Rest | null, bias: Figure | undefined, sum: Figure}} whole A bias that
 *   is undefined: there is none.
 */
export function termsTable(palette, terms, { label, rest, bias, sum }) {
  const reach = Math.max(...terms.map(({ amount }) => Math.abs(amount ?? 0)), Math.abs(bias ?? 0));
  const table = make("div", { class: "terms", role: "table", "aria-label": label });
  for (const { name, how, amount, row } of terms) {
    table.append(fill(row ?? make("div"), name, how, amount, bar(amount, reach, palette)));
  }
  if (rest) {
    const words = tn("{count} other", "{count} others", rest.count);
    table.append(fill(make("div"), words, [], rest.total, bar(rest.total, reach, palette)));
  }
  if (bias !== undefined) table.append(fill(make("div"), t("bias"), [], bias, bar(bias, reach, palette)));
  table.append(fill(make("div", { class: "terms-sum" }), t("sum"), [], sum, ""));
  return table;
}

/**
 * @param {HTMLElement} row
 * @param {string | Node} name
 * @param {(string | Node)[]} how
 * @param {Figure} amount
 * @param {string | Node} picture
 */
function fill(row, name, how, amount, picture) {
  row.classList.add("term");
  row.role ??= "row";
  row.append(
    make("span", { class: "term-name", role: "rowheader" }, name),
    make("span", { class: "term-how", role: "cell" }, ...how),
    make("span", { class: "term-amount", role: "cell", title: exactly(amount) }, row.classList.contains("terms-sum") ? exactly(amount) : formatTerm(amount)),
    make("span", { class: "term-bar", role: "cell" }, picture),
  );
  return row;
}

/** @param {Figure} amount */
function formatTerm(amount) {
  return amount === null ? t("not finite") : formatValue(amount);
}
