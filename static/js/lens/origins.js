import { fetchGrid } from "../api.js";
import { choosePalette, domainOf, tableOf } from "../colour.js";
import { make } from "../dom.js";
import { t } from "../language.js";
import { mapsOf } from "../layers.js";
import { fitWhole, Surface } from "../paint.js";
import { layerLink } from "./layerlink.js";

/** @import { Grid, Run } from "../types.js" */
/** @import { Store } from "../store.js" */
/** @import { Origins } from "./types.js" */

/** Of a map, of the line of its origin's colour below it, and between maps, in CSS pixels. */
const SIDE = 20;
const LINE = 3;
const GAP = 3;

/**
 * All maps of a concatenation, small, each underlined in the colour of the layer that it came from.
 *
 * @param {Store} store
 * @param {Run} run
 * @param {Origins} origins
 */
export function originsFigure(store, run, { layer, parts }) {
  const swatches = parts.map((_, at) => {
    const swatch = make("i", { class: "origin-swatch" });
    swatch.style.setProperty("--hue", String(Math.round((at / parts.length) * 330) + 20));
    return swatch;
  });
  const legend = make("ul", { class: "swatches" }, ...parts.map(({ layer: name, first, last }, at) => make("li", {}, swatches[at],
    layerLink(store, name, {}, name), make("span", { class: "quiet-text" }, t("{first} to {last}", { first, last })))));
  const words = t("{count} maps of {layer}, in the colours of the layers that they came from", { count: parts[parts.length - 1].last + 1, layer });
  const canvas = make("canvas", { role: "img", "aria-label": words });
  const place = make("div", { class: "origin-maps" }, canvas);
  openOnClick(store, canvas, layer, parts[parts.length - 1].last);
  const filled = fill(run, layer, (grid) => {
    const redraw = () => paint(store, { canvas, grid, swatches, parts, width: place.clientWidth });
    new ResizeObserver(redraw).observe(place);
  });
  return { element: make("figure", { class: "origins" }, place, legend), filled };
}

/**
 * @param {Run} run
 * @param {string} name
 * @param {(grid: Grid) => void} show
 */
async function fill(run, name, show) {
  const layer = run.layers.find((one) => one.name === name);
  if (layer) show(await fetchGrid(run.id, layer, "layer", SIDE));
}

/**
 * @param {Store} store
 * @param {{canvas: HTMLCanvasElement, grid: Grid, swatches: HTMLElement[], parts: Origins["parts"], width: number}} what
 */
function paint({ data: { palettes, theme } }, { canvas, grid, swatches, parts, width }) {
  if (width === 0 || palettes.size === 0) return;
  const ratio = devicePixelRatio;
  const { columns, rows } = tiling(width, grid.channels);
  const [low, high] = [grid.minimum[0], grid.maximum[0]];
  const palette = choosePalette(palettes, "auto", low < 0, theme);
  const table = tableOf(palette, domainOf(palette, low, high, true), low, high);
  const surface = new Surface(canvas, Math.round(width * ratio), Math.round(rows * (SIDE + LINE + GAP) * ratio));
  canvas.style.width = `${width}px`;
  const size = fitWhole(grid.height, grid.width, Math.round(SIDE * ratio));
  const corner = (/** @type {number} */ channel) => ({
    left: Math.round((channel % columns) * (SIDE + GAP) * ratio),
    top: Math.round(Math.floor(channel / columns) * (SIDE + LINE + GAP) * ratio),
  });
  for (let channel = 0; channel < grid.channels; channel += 1) {
    surface.map(grid.pixels, channel * grid.height * grid.width, grid, table, { ...corner(channel), ...size });
  }
  surface.show();
  parts.forEach(({ first, last }, at) => {
    surface.context.fillStyle = getComputedStyle(swatches[at]).backgroundColor;
    for (let channel = first; channel <= last; channel += 1) {
      const { left, top } = corner(channel);
      surface.context.fillRect(left, top + SIDE * ratio, SIDE * ratio, LINE * ratio);
    }
  });
}

/**
 * @param {number} width
 * @param {number} channels
 */
function tiling(width, channels) {
  const columns = Math.max(1, Math.floor((width + GAP) / (SIDE + GAP)));
  return { columns, rows: Math.ceil(channels / columns) };
}

/**
 * A map opens where it is clicked; its number is said where it is pointed at.
 *
 * @param {Store} store
 * @param {HTMLCanvasElement} canvas
 * @param {string} layer
 * @param {number} last
 */
function openOnClick(store, canvas, layer, last) {
  const at = (/** @type {MouseEvent} */ { offsetX, offsetY }) => {
    const { columns } = tiling(canvas.clientWidth, last + 1);
    const channel = Math.floor(offsetY / (SIDE + LINE + GAP)) * columns + Math.floor(offsetX / (SIDE + GAP));
    return channel <= last ? channel : null;
  };
  canvas.addEventListener("pointermove", (event) => {
    const channel = at(event);
    canvas.title = channel === null ? "" : t("Channel {channel} of {layer}", { channel, layer });
  });
  canvas.addEventListener("click", (event) => {
    const channel = at(event);
    const size = store.data.run?.layers.find(({ name }) => name === layer);
    if (channel !== null && size && channel < mapsOf(size.shape).channels) store.show({ layer, channel, cell: null });
  });
}
