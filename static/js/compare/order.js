import { isSingle, sortChannels } from "../layers.js";

/** @import { ColumnName, CompareStore, Maps } from "./types.js" */

/**
 * The channels of a column in the order in which its grid shows them: the same in all three, unless
 * nothing can be subtracted. Then the numbers of both sides mean different things, and each is in
 * an order of its own.
 *
 * @param {CompareStore} store
 * @param {ColumnName} name
 * @returns {number[]}
 */
export function orderOf({ view: { sort }, data: { shown } }, name) {
  const difference = shown?.difference;
  if (difference && sort === "difference") return difference.figures.order;
  const maps = difference || name === "difference" ? shown?.a : shown?.[name];
  return maps ? sorted(maps, sort) : [];
}

/**
 * The chosen channel: the one of the address as far as there is such, else the first of the order.
 *
 * @param {CompareStore} store
 * @returns {number | null}
 */
export function shownChannel(store) {
  const { view: { channel }, data: { shown } } = store;
  const count = Math.max(shown?.a?.grid.channels ?? 0, shown?.b?.grid.channels ?? 0);
  if (count === 0) return null;
  return channel === null ? orderOf(store, shown?.a ? "a" : "b")[0] : Math.min(channel, count - 1);
}

/**
 * @param {Maps} maps
 * @param {"difference" | "spread" | "index"} sort
 */
function sorted({ details }, sort) {
  return sortChannels(details.channels, sort === "index" ? "index" : "spread", isSingle(details.shape));
}
