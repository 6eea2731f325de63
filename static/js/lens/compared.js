import { make } from "../dom.js";
import { t } from "../language.js";
import { formatLarge, formatPercent, formatValue } from "../numbers.js";

/** @import { Compared } from "./types.js" */

/**
 * Figures of several networks as a table; of two, how many times as much the second has as well.
 *
 * @param {Compared} compared
 */
export function comparedFigure({ models, rows }) {
  const two = models.length === 2;
  const heads = models.map((model) => make("th", { scope: "col", title: model }, shortened(model, models)));
  const head = make("tr", {}, make("td", {}), ...heads, ...(two ? [make("th", { scope: "col" }, t("grows"))] : []));
  const body = rows.map(({ name, values, unit }) => {
    const words = values.map((value) => (unit === "share" ? formatPercent(value, 1) : formatLarge(value)));
    const factor = two ? [make("td", {}, unit === "share" ? "" : `×${formatValue(values[1] / values[0])}`)] : [];
    return make("tr", {}, make("th", { scope: "row" }, name), ...words.map((word) => make("td", {}, word)), ...factor);
  });
  return make("figure", { class: "compared" }, make("table", {}, make("thead", {}, head), make("tbody", {}, ...body)));
}

/**
 * What tells a name from the others: their common beginning is left out.
 *
 * @param {string} name
 * @param {string[]} names
 */
function shortened(name, names) {
  let common = 0;
  while (names.every((one) => one[common] !== undefined && one[common] === names[0][common])) common += 1;
  const word = name.lastIndexOf(" ", common);
  const rest = name.slice(/[=φ]/.test(name) ? name.indexOf("φ") : word + 1).replace(/ \(.*\)$/, "");
  return rest || name;
}
