import { cellAt } from "../geometry.js";
import { mapsOf } from "../layers.js";
import { largest } from "../shown.js";

/** @import { ColumnName, CompareStore } from "./types.js" */

/**
 * The size of a column's maps, of the layers whose channel is open.
 *
 * @param {CompareStore} store
 * @param {ColumnName} name
 * @returns {{height: number, width: number} | null} Null where it has none.
 */
export function sizeOf({ data: { open } }, name) {
  if (!open?.maps[name]) return null;
  const layer = open.of[name === "b" ? "b" : "a"]?.details;
  return layer ? mapsOf(layer.shape) : null;
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
  const { view, data: { open, pointer } } = store;
  const lead = sizeOf(store, "a") ?? sizeOf(store, "b");
  const own = sizeOf(store, name);
  if (!open || !lead || !own) return null;
  const map = open.maps.difference ?? open.maps.a ?? open.maps.b;
  const [row, column] = pointer ?? view.cell ?? largest(map?.values ?? new Float32Array(1), lead);
  return cellAt((Math.min(row, lead.height - 1) + 0.5) / lead.height, (Math.min(column, lead.width - 1) + 0.5) / lead.width, own);
}
