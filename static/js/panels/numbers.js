import { find, make } from "../dom.js";
import { t, tNodes } from "../language.js";
import { isSingle, shownChannel } from "../layers.js";
import { formatExact, formatNarrow, formatPercent, formatValue } from "../numbers.js";
import { openSize, shownCell } from "../shown.js";
import { showHistogram } from "./histogram.js";

/** @import { Channel, Layer, OpenMap, Run } from "../types.js" */
/** @import { Store } from "../store.js" */

/** Width in CSS pixels from which 7 × 7 neighbours fit in place of 5 × 5. */
const WIDE = 300;

/**
 * The numbers of the open map: the value under the pointer, those around it, and its figures.
 *
 * @param {Store} store
 */
export function mountNumbers(store) {
  store.on(["map", "details"], () => showTitle(store));
  store.on(["map", "pointer", "cell", "details"], () => showCell(store));
  store.on(["figures"], () => {
    if (store.data.figures) showFigures(store.data.figures);
  });
  store.on(["cell"], () => {
    find("[data-cell-says]", HTMLElement).textContent = find("[data-cell-words]", HTMLElement).textContent;
  });
}

/**
 * The title names the map that stands below it, not one that is still to come.
 *
 * @param {Store} store
 */
function showTitle({ view, data: { map, details, run } }) {
  if (!details || (map && map.layer !== details.name)) return;
  const channel = map ? map.channel : shownChannel(view, details, details);
  if (channel === null) return;
  const alias = aliasOf(details, channel, run);
  const among = t("of {count} in {layer}", { count: details.channels.length, layer: details.name });
  const title = find("[data-map-title]", HTMLElement);
  title.replaceChildren(t("Channel {channel}", { channel }), make("span", {}, ` ${among}`));
  if (alias) title.append(`: ${alias}`);
}

/**
 * @param {Layer} details
 * @param {number} channel
 * @param {Run | null} run
 * @returns {string | undefined} What people call this channel, where they do.
 */
function aliasOf({ kind, channels }, channel, run) {
  if (kind === "input" && channels.length === 3) return [t("red"), t("green"), t("blue")][channel];
  if (kind !== "output") return undefined;
  return run?.predictions.find(({ index }) => index === channel)?.label;
}

/** @param {Store} store */
function showCell(store) {
  const { map, details } = store.data;
  if (!map || details?.name !== map.layer) return;
  const [row, column] = shownCell(store);
  const { width, height } = openSize(store);
  const value = formatExact(map.values[row * width + column]);
  const single = isSingle(details.shape);
  const words = find("[data-cell-words]", HTMLElement);
  words.replaceChildren(make("strong", {}, value), single ? t("its only value") : t("row {row}, column {column}", { row, column }));
  showNeighbours(map, [row, column], { height, width });
  for (const cursor of document.querySelectorAll("[data-cell-cursor]")) {
    placeCursor(/** @type {HTMLElement} */ (cursor), [row, column], single ? null : { height, width });
  }
}

/**
 * @param {OpenMap} map
 * @param {[number, number]} cell
 * @param {{height: number, width: number}} size
 */
function showNeighbours({ values }, [row, column], { height, width }) {
  const table = find("[data-neighbours]", HTMLTableElement);
  table.hidden = height * width === 1;
  const reach = /** @type {HTMLElement} */ (table.parentElement).clientWidth >= WIDE ? 3 : 2;
  const around = Array.from({ length: 2 * reach + 1 }, (_, index) => index - reach);
  table.replaceChildren(...around.map((down) => make("tr", {}, ...around.map((right) => {
    const y = row + down;
    const x = column + right;
    const inside = y >= 0 && x >= 0 && y < height && x < width;
    return make("td", { class: down === 0 && right === 0 ? "here" : "" }, inside ? formatNarrow(values[y * width + x]) : "·");
  }))));
}

/**
 * Frame a cell of a map that is drawn as large as the box around the cursor.
 *
 * @param {HTMLElement} cursor
 * @param {[number, number]} cell
 * @param {{height: number, width: number} | null} size
 */
export function placeCursor(cursor, [row, column], size) {
  cursor.hidden = size === null;
  if (!size) return;
  Object.assign(cursor.style, {
    left: `${(column / size.width) * 100}%`,
    top: `${(row / size.height) * 100}%`,
    width: `${100 / size.width}%`,
    height: `${100 / size.height}%`,
  });
}

/** @param {Channel} channel */
function showFigures({ statistics: { minimum, mean, maximum, zeros }, histogram }) {
  const figures = find("[data-map-figures]", HTMLElement);
  const bold = (/** @type {string} */ text) => make("b", {}, text);
  figures.replaceChildren(...tNodes("min {minimum} mean {mean} max {maximum} zeros {zeros}", {
    minimum: bold(formatValue(minimum)), mean: bold(formatValue(mean)),
    maximum: bold(formatValue(maximum)), zeros: bold(formatPercent(zeros)),
  }));
  showHistogram(find("[data-map-histogram]", HTMLElement), histogram);
}
