import { make } from "../dom.js";
import { t } from "../language.js";
import { mapLink } from "./maplink.js";

/** @import { ConcatenationOperands } from "../cell/answer.js" */
/** @import { Store } from "../store.js" */

/**
 * The layers that a concatenation stacks, in their order, each with the channels that are its own.
 *
 * @param {Store} store
 * @param {ConcatenationOperands} operands
 */
export function partsList(store, { parts, chosen }) {
  return make("ol", { class: "stack", "aria-label": t("What is stacked") }, ...parts.map(({ layer, first, last }, at) => {
    const range = make("span", { class: "stack-range" }, first === last ? String(first) : `${first}–${last}`);
    const name = layer === null ? t("a learned tensor") : mapLink(store, { layer, channel: 0 }, layer);
    const item = make("li", at === chosen ? { "aria-current": "true" } : {}, range, name);
    item.style.setProperty("--share", String(last - first + 1));
    return item;
  }));
}
