import { make } from "../dom.js";
import { t } from "../language.js";
import { formatValue } from "../numbers.js";
import { layerLink } from "./layerlink.js";

/** @import { Store } from "../store.js" */
/** @import { Spans } from "./types.js" */

/**
 * From where to where the values of each layer reach, on one axis with zero on it.
 *
 * @param {Store} store
 * @param {Spans} spans
 */
export function spansFigure(store, { rows }) {
  const low = Math.min(0, ...rows.map((row) => row.low));
  const high = Math.max(0, ...rows.map((row) => row.high));
  const place = (/** @type {number} */ value) => `${((value - low) / (high - low || 1)) * 100}%`;
  const list = make("ol", { class: "spans" }, ...rows.map((row) => {
    const bar = make("i", {});
    bar.style.left = place(row.low);
    bar.style.right = `calc(100% - ${place(row.high)})`;
    const zero = make("u", {});
    zero.style.left = place(0);
    return make("li", {}, layerLink(store, row.layer, {}, row.layer),
      make("span", { class: "span-track", "aria-hidden": "true" }, zero, bar),
      make("b", {}, t("{low} to {high}", { low: formatValue(row.low), high: formatValue(row.high) })));
  }));
  return make("figure", {}, make("figcaption", { class: "label" }, t("Values from the smallest to the largest; the line is zero")), list);
}
