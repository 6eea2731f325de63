import { cellAt } from "../geometry.js";
import { openSize, shownCell } from "../shown.js";

/** @import { Store } from "../store.js" */

/**
 * Point at a cell of the open map, and keep it with a click.
 *
 * @param {Store} store
 * @param {HTMLElement} box What the map fills.
 */
export function pointWith(store, box) {
  /** @param {PointerEvent | MouseEvent} event */
  const cell = (event) => {
    const { left, top, width, height } = box.getBoundingClientRect();
    return cellAt((event.clientY - top) / height, (event.clientX - left) / width, openSize(store));
  };
  box.addEventListener("pointermove", (event) => store.put({ pointer: cell(event) }));
  box.addEventListener("pointerleave", () => store.put({ pointer: null }));
  box.addEventListener("click", (event) => pin(store, cell(event)));
}

/**
 * Walk from cell to cell with the arrow keys.
 *
 * @param {Store} store
 * @param {HTMLElement} box
 */
export function pointWithKeys(store, box) {
  const moves = /** @type {Record<string, [number, number]>} */ ({
    ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1],
  });
  box.addEventListener("keydown", (event) => {
    if (!(event.key in moves)) return;
    const { height, width } = openSize(store);
    const [row, column] = shownCell(store);
    const [down, right] = moves[event.key];
    event.preventDefault();
    store.put({ pointer: null });
    pin(store, cellAt((row + down + 0.5) / height, (column + right + 0.5) / width, { height, width }));
  });
}

/**
 * Keep a cell in the address, with the layer and the map that it belongs to.
 *
 * @param {Store} store
 * @param {[number, number]} cell
 */
function pin(store, cell) {
  const { map } = store.data;
  if (map) store.show({ layer: map.layer, channel: map.channel, cell }, "replace");
}
