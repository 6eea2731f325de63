import { t } from "../language.js";
import { beginLettering, letter } from "../lettering.js";
import { formatValue } from "../numbers.js";
import { Surface } from "../paint.js";

/** @import { GridLayout } from "../gridlayout.js" */
/** @import { Plan } from "./grid.js" */

/** How far beyond what is in sight the grid is drawn, in CSS pixels. */
const MARGIN = 160;
/** Maps narrower than this, in CSS pixels, carry no number. */
const NUMBERED = 44;

/**
 * Draw the part of the grid that is in sight, with some more above and below it.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {Plan} plan
 */
export function drawBand(canvas, plan) {
  const { layout, grid, order, table } = plan;
  const { top, bottom } = bandInSight(canvas, layout.height);
  const { first, last } = layout.between(top, bottom);
  if (last <= first) return;
  const start = layout.box(first).top;
  const end = layout.box(last - 1).top + layout.cell.height;
  const width = layout.columns * (layout.cell.width + layout.gap) - layout.gap;
  const surface = new Surface(canvas, width, end - start);
  surface.words.fill(plan.between);
  for (let position = first; position < last; position += 1) {
    const channel = order[position];
    const box = layout.box(position);
    const offset = channel * grid.height * grid.width;
    surface.map(grid.pixels, offset, grid, table(channel), { ...box, top: box.top - start });
  }
  surface.show();
  clearUnfilled(surface.context, layout, last, start);
  writeNumbers(surface.context, plan, { first, last, start });
  canvas.style.width = `${width / devicePixelRatio}px`;
  canvas.style.top = `${start / devicePixelRatio}px`;
}

/**
 * Where the last row has fewer maps than columns there are no gaps either.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {GridLayout} layout
 * @param {number} last One past the last position drawn.
 * @param {number} start Where the canvas begins.
 */
function clearUnfilled(context, layout, last, start) {
  if (last % layout.columns === 0) return;
  const { left, top, height } = layout.box(last);
  context.clearRect(left - layout.gap, top - start, context.canvas.width, height);
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {number} height Of the whole grid, in device pixels.
 */
function bandInSight(canvas, height) {
  const grid = /** @type {HTMLElement} */ (canvas.parentElement).getBoundingClientRect();
  const scroller = canvas.closest("[data-scrolls]")?.getBoundingClientRect();
  const from = Math.max(0, scroller?.top ?? 0);
  const to = Math.min(innerHeight, scroller?.bottom ?? innerHeight);
  return {
    top: Math.max(0, (from - grid.top - MARGIN) * devicePixelRatio),
    bottom: Math.min(height, (to - grid.top + MARGIN) * devicePixelRatio),
  };
}

/**
 * Each map's channel number in its corner, which maps are zero everywhere, and the value of those
 * that have only one.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {Plan} plan
 * @param {{first: number, last: number, start: number}} band
 */
function writeNumbers(context, { layout, order, dead, single }, { first, last, start }) {
  const ratio = devicePixelRatio;
  if (layout.cell.width / ratio < NUMBERED) return;
  beginLettering(context);
  for (let position = first; position < last; position += 1) {
    const { left, top, height } = layout.box(position);
    const text = dead.has(order[position]) ? t("{channel} dead", { channel: order[position] }) : String(order[position]);
    letter(context, text, left + 3 * ratio, top - start + height - 4 * ratio);
    const value = single?.get(order[position]);
    if (value !== undefined) letter(context, formatValue(value), left + 3 * ratio, top - start + 12 * ratio);
  }
}
