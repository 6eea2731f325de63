import { decodeBase64 } from "../base64.js";
import { choosePalette, domainOf, tableOf } from "../colour.js";
import { beginLettering, letter } from "../lettering.js";
import { fitWhole, GAP_WORDS, Surface } from "../paint.js";
import { GAP } from "../strips.js";

/** @import { Palette } from "../colour.js" */
/** @import { Strip } from "../types.js" */

/** How much of a strip's side has to be filled, for maps to be enlarged by a whole factor. */
const FILLED = 0.85;

/** @type {WeakMap<Strip, Uint8Array>} */
const decoded = new WeakMap();

/**
 * Draw the first maps of a layer side by side, all on the layer's own scale.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {Strip} strip
 * @param {{palettes: Map<string, Palette>, theme: "light" | "dark"}} colours
 * @param {{maps: number, side: number}} wanted `side` in CSS pixels.
 * @param {Pick<Strip, "minimum" | "maximum" | "signed"> | null} [shared] A scale in place of its own.
 */
export function drawStrip(canvas, strip, { palettes, theme }, { maps, side }, shared = null) {
  const { minimum, maximum, signed } = shared ?? strip;
  const palette = choosePalette(palettes, "auto", signed, theme);
  const table = tableOf(palette, domainOf(palette, minimum, maximum, true), strip.minimum, strip.maximum);
  const levels = decoded.get(strip) ?? decodeBase64(strip.pixels);
  decoded.set(strip, levels);
  const count = Math.min(maps, strip.channels.length);
  const cell = Math.round(side * devicePixelRatio);
  const pitch = Math.round((side + GAP) * devicePixelRatio);
  const surface = new Surface(canvas, (count - 1) * pitch + cell, cell);
  const { height, width } = strip;
  const drawn = fit(height, width, cell);
  if (Math.max(drawn.height, drawn.width) === cell) surface.words.fill(GAP_WORDS[theme]);
  for (let index = 0; index < count; index += 1) {
    const box = { left: index * pitch, top: 0, ...drawn };
    surface.map(levels, (strip.order?.[index] ?? index) * height * width, strip, table, box);
  }
  surface.show();
  if (height * width === 1 && maps > 1) writeChannels(surface.context, strip.channels.slice(0, count), pitch, cell);
  canvas.style.width = `${canvas.width / devicePixelRatio}px`;
}

/**
 * Enlarged by a whole factor, so that all pixels are squares of one size, unless too much of the
 * strip would stay empty.
 *
 * @param {number} height
 * @param {number} width
 * @param {number} side
 */
function fit(height, width, side) {
  const whole = fitWhole(height, width, side);
  const longest = Math.max(height, width);
  if (Math.max(whole.height, whole.width) >= FILLED * side) return whole;
  return { height: Math.round((height / longest) * side), width: Math.round((width / longest) * side) };
}

/**
 * A map of a single value shows nothing of the photo: which channel it is tells more.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {number[]} channels
 * @param {number} pitch
 * @param {number} side
 */
function writeChannels(context, channels, pitch, side) {
  beginLettering(context);
  channels.forEach((channel, index) => letter(context, String(channel), index * pitch + 3 * devicePixelRatio, side - 4 * devicePixelRatio));
}
