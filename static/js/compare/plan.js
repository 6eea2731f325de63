import { tableOf } from "../colour.js";
import { isSingle } from "../layers.js";
import { GAP_WORDS } from "../paint.js";
import { layoutOf } from "../panels/grid.js";
import { coloursOf } from "./colours.js";
import { orderOf } from "./order.js";

/** @import { Grid } from "../types.js" */
/** @import { Plan } from "../panels/grid.js" */
/** @import { ColumnName, CompareStore, Shown } from "./types.js" */

/**
 * What a column's grid is drawn from.
 *
 * @param {CompareStore} store
 * @param {ColumnName} name
 * @param {number} available Width in CSS pixels.
 * @returns {Plan | null} Null where there is nothing to draw.
 */
export function planOf(store, name, available) {
  const { view, data: { shown, theme } } = store;
  const grid = shown?.[name]?.grid;
  const colours = coloursOf(store, name);
  if (!shown || !grid || !colours || available === 0) return null;
  const table = tableOf(colours.palette, colours.domain, grid.minimum[0], grid.maximum[0]);
  return {
    grid,
    layer: layerOf(shown, name),
    sort: view.sort === "index" ? "index" : "spread",
    layout: layoutOf(grid, "auto", available),
    between: GAP_WORDS[theme],
    order: orderOf(store, name),
    dead: name === "difference" ? new Set() : deadOf(shown, name),
    single: singlesOf(shown, name, grid),
    table: () => table,
  };
}

/**
 * @param {Shown} shown
 * @param {ColumnName} name
 */
function layerOf(shown, name) {
  return shown[name === "b" ? "b" : "a"]?.details.name ?? "";
}

/**
 * @param {Shown} shown
 * @param {"a" | "b"} name
 */
function deadOf(shown, name) {
  const channels = shown[name]?.details.channels ?? [];
  return new Set(channels.filter(({ dead }) => dead).map(({ channel }) => channel));
}

/**
 * The value of each channel that has only one: its mean is the value itself.
 *
 * @param {Shown} shown
 * @param {ColumnName} name
 * @param {Grid} grid
 * @returns {Map<number, number | null> | null}
 */
function singlesOf(shown, name, { height, width }) {
  const { a, b } = shown;
  if (!isSingle([1, height, width])) return null;
  if (name !== "difference") return new Map(shown[name]?.details.channels.map(({ channel, mean }) => [channel, mean]));
  return new Map(a?.details.channels.map(({ channel, mean }) => [channel, minus(mean, b?.details.channels[channel].mean)]));
}

/**
 * @param {number | null} one
 * @param {number | null | undefined} other
 */
function minus(one, other) {
  return one === null || other === null || other === undefined ? null : Math.fround(one - other);
}
