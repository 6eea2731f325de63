import { make } from "../dom.js";
import { formatCount, formatLarge, formatPercent, formatValue } from "../numbers.js";
import { layerLink, shortNames } from "./layerlink.js";

/** @import { Store } from "../store.js" */
/** @import { Bars } from "./types.js" */

/** More columns than these have no room for a label each. */
const MOST_LABELLED = 12;

/** @type {Record<Bars["unit"], (value: number) => string>} */
const WORDS = {
  share: (value) => formatPercent(value),
  ratio: (value) => `×${formatValue(value)}`,
  pixels: formatCount,
  parameters: formatLarge,
  maps: formatCount,
};

/**
 * A column for each layer, all from one base line; each is a link to its layer.
 *
 * @param {Store} store
 * @param {Bars} bars
 */
export function barsFigure(store, { title, unit, rows }) {
  const most = unit === "share" ? 1 : Math.max(...rows.map(({ value }) => value ?? 0));
  const names = shortNames(rows.map(({ layer }) => layer));
  const list = make("ol", { class: "columns" }, ...rows.map(({ layer, value, chosen }, at) => {
    const words = value === null ? "–" : WORDS[unit](value);
    const bar = make("i", {});
    bar.style.setProperty("--share", String(most ? (value ?? 0) / most : 0));
    const link = layerLink(store, layer, { title: `${layer}: ${words}` },
      make("b", {}, words), bar, make("span", {}, names[at]));
    return make("li", chosen ? { "data-chosen": "" } : {}, link);
  }));
  list.toggleAttribute("data-many", rows.length > MOST_LABELLED);
  return make("figure", {}, make("figcaption", { class: "label" }, title), list);
}
