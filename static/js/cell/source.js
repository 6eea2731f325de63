import { make } from "../dom.js";
import { t } from "../language.js";
import { mapLink } from "../unfold/maplink.js";

/** @import { Store } from "../store.js" */
/** @import { Source } from "./answer.js" */

/**
 * Where a number that went in is from: a link to its cell, or what else it is.
 *
 * @param {Store} store
 * @param {Source} source
 * @returns {HTMLElement}
 */
export function sourceLink(store, { layer, cell, parameter }) {
  if (layer === null || !cell) return make("span", {}, parameter === null ? t("constant") : t("learned: {parameter}", { parameter }));
  const [channel, y, x] = cell;
  return mapLink(store, { layer, channel, cell: [y, x] });
}
