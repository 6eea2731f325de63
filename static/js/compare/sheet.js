import { find } from "../dom.js";
import { t } from "../language.js";
import { onHover, rowsOf, stepWithKey } from "../layerrows.js";
import { formatCount, formatNarrow, formatValue } from "../numbers.js";
import { drawStrip } from "../panels/strip.js";
import { GAP } from "../strips.js";
import { drawWhenSeen } from "../whenseen.js";
import { chosenOf, openLayer } from "./chosen.js";
import { prefetchLayer } from "./layerflow.js";
import { stripsOf } from "./pairs.js";
import { makeRows } from "./rows.js";

/** @import { Run, Strip } from "../types.js" */
/** @import { Comparison, CompareStore, Row } from "./types.js" */

/**
 * All layers of both sides, one beside the other: the same maps of each, and how far they differ.
 * For other photos the rows stay where they are; only what they show is exchanged.
 *
 * @param {CompareStore} store
 */
export function mountSheet(store) {
  const sheet = find("[data-rows]", HTMLElement);
  const drawing = drawWhenSeen((row) => drawRow(store, row));
  let there = "";
  store.on(["a", "b", "comparison"], () => {
    const { a, b, comparison } = store.data;
    const run = a ?? b;
    if (a && b && !comparison) return;
    const wanted = run ? JSON.stringify([run.layers, comparison?.layers]) : "";
    if (wanted === there) return;
    there = wanted;
    if (run) fill(sheet, run, comparison);
    else clear(sheet);
    drawing.observe(rowsOf(sheet));
  });
  store.on(["a", "b", "comparison", "layer"], () => showChosen(store, sheet));
  store.on(["rows", "palettes", "theme", "scale"], drawing.redraw);
  openOnClick(store, sheet);
  onHover(sheet, (layer) => prefetchLayer(store, layer));
  walk(store, sheet);
}

/**
 * @param {HTMLElement} sheet
 * @param {Run} run
 * @param {Comparison | null} comparison
 */
function fill(sheet, run, comparison) {
  sheet.style.setProperty("--strip", `${stripsOf(run).side}px`);
  sheet.replaceChildren(...makeRows(run, comparison));
  sheet.ariaBusy = "false";
  find("[data-rows-count]", HTMLElement).textContent = t("{count} layers", { count: formatCount(run.layers.length) });
}

/**
 * Without any run there are no layers: those of the runs before would look like an answer.
 *
 * @param {HTMLElement} sheet
 */
function clear(sheet) {
  sheet.replaceChildren();
  find("[data-rows-count]", HTMLElement).textContent = "\u00a0";
}

/**
 * @param {CompareStore} store
 * @param {HTMLElement} element
 */
function drawRow({ view, data: { rows, palettes, theme, a, b } }, element) {
  const row = rows?.layers.find(({ layer }) => layer === element.dataset.layer);
  if (!row || palettes.size === 0) return;
  const whole = view.scale === "common" && row.a && row.b ? scaleOf(row.a, row.b) : null;
  for (const name of /** @type {const} */ (["a", "b"])) {
    const canvas = find(`[data-strip="${name}"] canvas`, HTMLCanvasElement, element);
    const strip = row[name];
    canvas.hidden = strip === null;
    if (strip) drawStrip(canvas, strip, { palettes, theme }, stripsOf(a ?? b), whole);
  }
  showRelative(find("[data-relative]", HTMLElement, element), row);
}

/**
 * The scale that holds both strips.
 *
 * @param {Strip} a
 * @param {Strip} b
 */
function scaleOf(a, b) {
  return { minimum: Math.min(a.minimum, b.minimum), maximum: Math.max(a.maximum, b.maximum), signed: a.signed || b.signed };
}

/**
 * @param {HTMLElement} place
 * @param {Row} row
 */
function showRelative(place, { a, b, relative }) {
  if (!a || !b) return; // alone: nothing to be compared with
  place.textContent = relative === null ? "–" : formatNarrow(relative);
  // The bar is half full where the difference is as large as A itself.
  place.style.setProperty("--share", String(relative === null ? 0 : relative / (1 + relative)));
  place.title = relative === null ? t("The shapes differ, or A is zero everywhere")
    : t("The size of A − B is {relative} of the size of A", { relative: formatValue(relative) });
}

/**
 * @param {CompareStore} store
 * @param {HTMLElement} sheet
 */
function showChosen(store, sheet) {
  const chosen = chosenOf(store);
  const name = (chosen?.a ?? chosen?.b)?.name;
  const row = rowsOf(sheet).find(({ dataset }) => dataset.layer === name);
  if (!row || row.ariaSelected === "true") return;
  for (const other of rowsOf(sheet)) {
    other.ariaSelected = String(other === row);
    other.tabIndex = other === row ? 0 : -1;
  }
  if (store.view.layer !== null) row.scrollIntoView({ block: "nearest" });
}

/**
 * Open the layer of a row, and the channel of the map that was met.
 *
 * @param {CompareStore} store
 * @param {HTMLElement} sheet
 */
function openOnClick(store, sheet) {
  sheet.addEventListener("click", ({ target, clientX }) => {
    const element = /** @type {Element} */ (target);
    const row = element.closest(".row");
    if (!(row instanceof HTMLElement) || !row.dataset.layer) return;
    const strip = element.closest("[data-strip]");
    const channel = strip instanceof HTMLElement ? channelUnder(store, row.dataset.layer, strip, clientX) : null;
    openLayer(store, row.dataset.layer, channel);
    if (matchMedia("(max-width: 900px)").matches) find("[data-stage]", HTMLElement).scrollIntoView();
  });
}

/**
 * @param {CompareStore} store
 * @param {string} layer
 * @param {HTMLElement} strip
 * @param {number} x In the window.
 */
function channelUnder({ data: { rows, a, b } }, layer, strip, x) {
  const row = rows?.layers.find((each) => each.layer === layer);
  const channels = row?.[strip.dataset.strip === "b" ? "b" : "a"]?.channels ?? [];
  return channels[Math.floor((x - strip.getBoundingClientRect().left) / (stripsOf(a ?? b).side + GAP))] ?? null;
}

/**
 * Up and down from layer to layer, Enter or the space bar opens.
 *
 * @param {CompareStore} store
 * @param {HTMLElement} sheet
 */
function walk(store, sheet) {
  sheet.addEventListener("keydown", (event) => {
    const row = /** @type {Element} */ (event.target).closest(".row");
    if (!(row instanceof HTMLElement) || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter" || event.key === " ") openLayer(store, row.dataset.layer ?? "");
    else if (!stepWithKey(sheet, row, event.key)) return;
    event.preventDefault();
  });
}
