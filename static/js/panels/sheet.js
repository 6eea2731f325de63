import { find, make } from "../dom.js";
import { prefetchLayer } from "../flow/layer.js";
import { t } from "../language.js";
import { onHover, rowsOf } from "../layerrows.js";
import { shownLayer } from "../layers.js";
import { formatValue } from "../numbers.js";
import { GAP, stripsFor } from "../strips.js";
import { drawWhenSeen } from "../whenseen.js";
import { makeBlocks } from "./rows.js";
import { drawStrip } from "./strip.js";
import { walkWithKeys } from "./walk.js";

/** @import { Store } from "../store.js" */

const TILE_SIDE = 32;

/**
 * The sheet: every layer a strip of its strongest maps, drawn as it scrolls into view.
 *
 * @param {Store} store
 */
export function mountSheet(store) {
  const sheet = find("[data-sheet]", HTMLElement);
  const drawing = drawWhenSeen((row) => drawRow(store, row));
  let built = "";
  store.on(["run"], () => {
    const layers = store.data.run?.layers ?? [];
    const wanted = JSON.stringify(layers.map(({ name, shape }) => [name, shape]));
    if (wanted === built) return;
    built = wanted;
    sheet.style.setProperty("--strip", `${stripsFor(store.data.run?.input).side}px`);
    sheet.replaceChildren(...makeBlocks(layers));
    sheet.setAttribute("aria-busy", "false");
    drawing.observe(rowsOf(sheet));
  });
  store.on(["run", "layer"], () => showChosen(store, sheet));
  store.on(["sheet", "palettes", "theme"], drawing.redraw);
  store.on(["view"], () => showView(store, sheet));
  store.on(["view"], drawing.redraw);
  showView(store, sheet);
  openOnClick(store, sheet);
  frameOnHover(store, sheet);
  onHover(sheet, (layer) => prefetchLayer(store, layer));
  walkWithKeys(store, sheet);
}

/**
 * @param {Store} store
 * @param {HTMLElement} sheet
 */
function showView({ view }, sheet) {
  sheet.dataset.view = view.view;
  sheet.hidden = view.view === "graph";
}

/**
 * @param {Store} store
 * @param {HTMLElement} row
 */
function drawRow(store, row) {
  const { sheet, palettes, theme } = store.data;
  const strip = sheet?.layers.find(({ name }) => name === row.dataset.layer);
  const state = `${sheet?.run} ${theme} ${store.view.view} ${palettes.size}`;
  if (!strip || palettes.size === 0 || row.dataset.drawn === state) return;
  row.dataset.drawn = state;
  const wanted = store.view.view === "overview" ? { maps: 1, side: TILE_SIDE } : stripsFor(store.data.run?.input);
  drawStrip(find("canvas", HTMLCanvasElement, row), strip, { palettes, theme }, wanted);
  const ends = { low: formatValue(strip.minimum), high: formatValue(strip.maximum) };
  row.title = t("{layer}. Colours from {low} to {high}", { layer: row.ariaLabel?.replace(",", ":") ?? "", ...ends });
}

/**
 * @param {Store} store
 * @param {HTMLElement} sheet
 */
function showChosen({ view, data: { run } }, sheet) {
  if (!run) return;
  const { name } = shownLayer(view, run);
  const row = find(`.row[data-layer="${CSS.escape(name)}"]`, HTMLElement, sheet);
  if (row.ariaSelected === "true") return;
  for (const other of sheet.querySelectorAll('.row[aria-selected="true"]')) other.ariaSelected = "false";
  for (const other of sheet.querySelectorAll('.row[tabindex="0"]')) other.setAttribute("tabindex", "-1");
  row.ariaSelected = "true";
  row.tabIndex = 0;
  if (view.layer !== null) row.scrollIntoView({ block: "nearest" });
}

/**
 * @param {Store} store
 * @param {HTMLElement} sheet
 */
function openOnClick(store, sheet) {
  sheet.addEventListener("click", (event) => {
    const row = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest(".row"));
    if (!row?.dataset.layer) return;
    const index = mapUnder(store, row, event.clientX);
    openLayer(store, row.dataset.layer, store.view.view === "overview" ? 0 : index);
  });
}

/**
 * Frame the square under the pointer: it can be opened.
 *
 * @param {Store} store
 * @param {HTMLElement} sheet
 */
function frameOnHover(store, sheet) {
  const frame = make("div", { class: "at" });
  sheet.addEventListener("pointermove", (event) => {
    const row = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest(".row"));
    const strip = store.data.sheet?.layers.find(({ name }) => name === row?.dataset.layer);
    const index = row ? mapUnder(store, row, event.clientX) : -1;
    if (!row || index < 0 || index >= (strip?.channels.length ?? 0)) {
      frame.remove();
      return;
    }
    frame.style.left = `${index * pitchOf(store)}px`;
    const place = find(".strip", HTMLElement, row);
    if (frame.parentElement !== place) place.append(frame);
  });
  sheet.addEventListener("pointerleave", () => frame.remove());
}

/**
 * @param {Store} store
 * @param {HTMLElement} row
 * @param {number} x In the window.
 * @returns {number} The index of the map there, below zero left of all.
 */
function mapUnder(store, row, x) {
  const left = find(".strip", HTMLElement, row).getBoundingClientRect().left;
  return Math.floor((x - left) / pitchOf(store));
}

/**
 * From one map of a strip to the next, in CSS pixels.
 *
 * @param {Store} store
 */
export function pitchOf({ data: { run } }) {
  return stripsFor(run?.input).side + GAP;
}

/**
 * Open a layer, and one of the maps of its strip.
 *
 * @param {Store} store
 * @param {string} layer
 * @param {number} index Of the map; below zero: the layer as a whole.
 */
export function openLayer(store, layer, index) {
  const strip = store.data.sheet?.layers.find(({ name }) => name === layer);
  store.show({ layer, channel: strip?.channels[index] ?? null, cell: null });
}
