import { find } from "../dom.js";
import { cellAt } from "../geometry.js";
import { t, tn } from "../language.js";
import { formatExact } from "../numbers.js";
import { placeCursor } from "../panels/numbers.js";
import { inPalette, paintMap } from "../picture.js";
import { openNow, shownCell, sizeOf } from "./cell.js";
import { coloursOf } from "./colours.js";
import { drawnValues } from "./levels.js";
import { shownChannel } from "./order.js";
import { largeSide } from "./size.js";

/** @import { ColumnName, CompareStore } from "./types.js" */

/** @type {ColumnName[]} */
const NAMES = ["a", "b", "difference"];
const MOVES = /** @type {Record<string, [number, number] | undefined>} */ ({
  ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1],
});

/**
 * The chosen channel of both sides and their difference, large, and the same cell marked in all three
 * with its numbers. Numbers are of the exact values and come with them.
 *
 * @param {CompareStore} store
 */
export function mountLarge(store) {
  const paint = () => NAMES.forEach((name) => paintColumn(store, name));
  store.on(["shown", "channel", "sort", "open", "palettes", "theme", "scale"], paint);
  store.on(["shown", "channel", "sort", "open", "pointer", "cell"], () => NAMES.forEach((name) => showCell(store, name)));
  store.on(["shown", "channel", "sort"], () => NAMES.forEach((name) => showLack(store, name)));
  store.on(["cell", "open"], () => say(store));
  let width = 0;
  new ResizeObserver(() => width !== (width = largeSide()) && paint()).observe(find("[data-column=a]", HTMLElement));
  for (const name of NAMES) point(store, name);
}

/**
 * @param {CompareStore} store
 * @param {ColumnName} name
 */
function paintColumn(store, name) {
  const figure = find(`[data-large="${name}"]`, HTMLElement);
  const size = sizeOf(store, name);
  const colours = coloursOf(store, name);
  const values = drawnValues(store, name);
  figure.toggleAttribute("data-empty", size === null);
  figure.toggleAttribute("data-single", size?.height === 1 && size.width === 1);
  figure.toggleAttribute("data-unknown", values === null);
  if (!values || !size || !colours) return;
  const word = inPalette(colours.palette, colours.domain);
  paintMap(find("canvas", HTMLCanvasElement, figure), { values, ...size }, largeSide(), word);
}

/**
 * @param {CompareStore} store
 * @param {ColumnName} name
 */
function showCell(store, name) {
  const figure = find(`[data-large="${name}"]`, HTMLElement);
  const cell = shownCell(store, name);
  const size = sizeOf(store, name);
  const value = valueAt(store, name);
  const single = size !== null && size.height * size.width === 1;
  find("[data-large-value]", HTMLElement, figure).textContent = value === null ? "\u00a0" : formatExact(value);
  find("[data-large-place]", HTMLElement, figure).textContent = cell === null || single ? "\u00a0"
    : t("row {row}, column {column}", { row: cell[0], column: cell[1] });
  placeCursor(find("[data-large-cursor]", HTMLElement, figure), cell ?? [0, 0], cell && !single ? size : null);
}

/**
 * A layer of the other side may have fewer maps than this one.
 *
 * @param {CompareStore} store
 * @param {ColumnName} name
 */
function showLack(store, name) {
  const place = find(`[data-large-lack="${name}"]`, HTMLElement);
  const count = store.data.shown?.[name]?.grid.channels ?? 0;
  const channel = shownChannel(store);
  const lacks = count > 0 && channel !== null && channel >= count;
  place.hidden = !lacks;
  place.textContent = lacks ? tn("Only {count} map here: no channel {channel}.", "Only {count} maps here: no channel {channel}.", count, { channel }) : "";
}

/**
 * @param {CompareStore} store
 * @param {ColumnName} name
 * @returns {number | null}
 */
function valueAt(store, name) {
  const map = openNow(store)?.maps[name];
  const size = sizeOf(store, name);
  const cell = shownCell(store, name);
  return map && size && cell ? map.values[cell[0] * size.width + cell[1]] : null;
}

/** @param {CompareStore} store */
function say(store) {
  const [a, b, difference] = NAMES.map((name) => valueAt(store, name));
  const cell = shownCell(store, "a");
  const written = (/** @type {number | null} */ value) => (value === null ? "–" : formatExact(value));
  find("[data-cell-says]", HTMLElement).textContent = cell === null ? ""
    : t("Row {row}, column {column}: A {a}, B {b}, A − B {difference}", {
      row: cell[0], column: cell[1], a: written(a), b: written(b), difference: written(difference),
    });
}

/**
 * Point at a cell of any of the three, keep it with a click, or walk with the arrow keys. The cell
 * is remembered as one of A's map; another side's map may be larger or smaller.
 *
 * @param {CompareStore} store
 * @param {ColumnName} name
 */
function point(store, name) {
  const box = find("[data-large-box]", HTMLElement, find(`[data-large="${name}"]`, HTMLElement));
  const lead = () => (sizeOf(store, "a") ? "a" : "b");
  /** @param {MouseEvent} event */
  const cell = ({ clientX, clientY }) => {
    const { left, top, width, height } = box.getBoundingClientRect();
    const size = sizeOf(store, lead());
    return size && cellAt((clientY - top) / height, (clientX - left) / width, size);
  };
  box.addEventListener("pointermove", (event) => store.put({ pointer: cell(event) }));
  box.addEventListener("pointerleave", () => store.put({ pointer: null }));
  box.addEventListener("click", (event) => pin(store, cell(event)));
  box.addEventListener("keydown", (event) => {
    const move = MOVES[event.key];
    if (!move) return;
    event.preventDefault();
    const from = shownCell(store, lead());
    const size = sizeOf(store, lead());
    if (!from || !size) return;
    store.put({ pointer: null });
    const inside = (/** @type {number} */ at, /** @type {number} */ count) => Math.min(count - 1, Math.max(0, at));
    pin(store, [inside(from[0] + move[0], size.height), inside(from[1] + move[1], size.width)]);
  });
}

/**
 * @param {CompareStore} store
 * @param {[number, number] | null} cell
 */
function pin(store, cell) {
  if (cell) store.show({ channel: shownChannel(store), cell }, "replace");
}
