import { make } from "../dom.js";
import { t, tNodes } from "../language.js";
import { formatCount } from "../numbers.js";
import { mapLink } from "../unfold/maplink.js";
import { signedOf } from "../unfold/signed.js";
import { numberTable } from "./numbertable.js";
import { steps } from "./steps.js";

/** @import { Store } from "../store.js" */
/** @import { Explained, PoolingOperands } from "./answer.js" */
/** @import { Unfolded } from "../unfold/types.js" */

/** Larger windows are seen on the map before, where they are marked. */
const MOST_SIDE = 14;

/**
 * A pooled number: the window with the cell that won, or its mean.
 *
 * @param {Store} store
 * @param {PoolingOperands} operands
 * @param {Explained} explained
 * @param {Unfolded | null} unfolded
 * @returns {Node[]}
 */
export function poolingView(store, operands, explained, unfolded) {
  const { source, channel, rows, columns, winner } = operands;
  const cell = /** @type {[number, number]} */ (winner ? [winner.y, winner.x] : [rows[0], columns[0]]);
  const link = mapLink(store, { layer: source, channel, cell });
  const place = { map: link, rows: span(rows), columns: span(columns) };
  const words = make("p", { class: "number-note" }, ...tNodes("Window of {map}: rows {rows}, columns {columns}", place));
  return [words, ...windowTable(store, operands, unfolded), verdict(operands, explained)];
}

/**
 * @param {Store} store
 * @param {PoolingOperands} operands
 * @param {Unfolded | null} unfolded
 * @returns {Node[]}
 */
function windowTable(store, { values, rows, columns, winner }, unfolded) {
  const map = unfolded?.inputs[0]?.map.values ?? [];
  const signed = signedOf(store, map, store.data.map?.values ?? []);
  if (!values || !signed || rows.length > MOST_SIDE || columns.length > MOST_SIDE) return [];
  return [numberTable(values, signed, {
    label: t("The values in the window"),
    mark: (y, x) => (rows[y] === winner?.y && columns[x] === winner.x ? "winner" : ""),
  })];
}

/**
 * @param {PoolingOperands} operands
 * @param {Explained} explained
 */
function verdict({ method, rows, columns, winner, total, divisor }, { explained }) {
  const count = formatCount(rows.length * columns.length);
  if (winner) {
    const place = { row: winner.y, column: winner.x, ties: formatCount(winner.ties) };
    const where = winner.ties > 1
      ? t("row {row}, column {column}, the first of {ties} that share it", place)
      : t("row {row}, column {column}", place);
    return steps(t("The largest of the window"), [[t("largest of {count}", { count }), where, explained]]);
  }
  if (method === "sum") return steps(t("The sum of the window"), [[t("sum of {count}", { count }), "", total]]);
  return steps(t("The mean of the window"), [[t("sum of {count}", { count }), "", total], [t("÷ number of cells"), formatCount(divisor ?? 1), explained]]);
}

/** @param {number[]} places */
function span(places) {
  const [first, last] = [places[0], places[places.length - 1]];
  return first === last ? String(first) : t("{first} to {last}", { first, last });
}

