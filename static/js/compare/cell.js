import { cellAt } from "../geometry.js";
import { mapsOf } from "../layers.js";
import { largest } from "../shown.js";
import { shownChannel } from "./order.js";

/** @import { ColumnName, CompareStore, OpenMaps } from "./types.js" */

/**
 * The exact maps of the chosen channel.
 *
 * @param {CompareStore} store
 * @returns {OpenMaps | null} Null until they have come: those of another channel are none of its.
 */
export function openNow(store) {
  const { open, shown } = store.data;
  return open?.of === shown && open?.channel === shownChannel(store) ? open : null;
}

/**
 * The size of a column's map of the chosen channel, whether its values have come or not.
 *
 * @param {CompareStore} store
 * @param {ColumnName} name
 * @returns {{height: number, width: number} | null} Null where it has no such map.
 */
export function sizeOf(store, name) {
  const { shown } = store.data;
  const channel = shownChannel(store);
  const layer = shown?.[name === "b" ? "b" : "a"]?.details;
  const channels = shown?.[name]?.grid.channels ?? 0;
  return layer && channel !== null && channel < channels ? mapsOf(layer.shape) : null;
}

/**
 * The cell of a column that is spoken of: under the pointer, else the pinned one, else the one at
 * which both sides differ most, or where the side that is alone has its largest value.
 *
 * @param {CompareStore} store
 * @param {ColumnName} name
 * @returns {[number, number] | null}
 */
export function shownCell(store, name) {
  const { view, data: { pointer } } = store;
  const open = openNow(store);
  const lead = sizeOf(store, "a") ?? sizeOf(store, "b");
  const own = sizeOf(store, name);
  if (!open || !lead || !own) return null;
  const map = open.maps.difference ?? open.maps.a ?? open.maps.b;
  const [row, column] = pointer ?? view.cell ?? largest(map?.values ?? new Float32Array(1), lead);
  return cellAt((Math.min(row, lead.height - 1) + 0.5) / lead.height, (Math.min(column, lead.width - 1) + 0.5) / lead.width, own);
}
