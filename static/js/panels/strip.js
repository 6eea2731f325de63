import { decodeBase64 } from "../base64.js";
import { choosePalette, domainOf, tableOf } from "../colour.js";
import { GAP_WORDS, Surface } from "../paint.js";

/** @import { Palette } from "../colour.js" */
/** @import { Strip } from "../types.js" */

export const GAP = 2;

/** @type {WeakMap<Strip, Uint8Array>} */
const decoded = new WeakMap();

/**
 * Draw the first maps of a layer side by side, all on the layer's own scale.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {Strip} strip
 * @param {{palettes: Map<string, Palette>, theme: "light" | "dark"}} colours
 * @param {{maps: number, side: number}} wanted `side` in CSS pixels.
 */
export function drawStrip(canvas, strip, { palettes, theme }, { maps, side }) {
  const { minimum, maximum, signed } = strip;
  const palette = choosePalette(palettes, "auto", signed, theme);
  const table = tableOf(palette, domainOf(palette, minimum, maximum, true), minimum, maximum);
  const levels = decoded.get(strip) ?? decodeBase64(strip.pixels);
  decoded.set(strip, levels);
  const count = Math.min(maps, strip.channels.length);
  const cell = Math.round(side * devicePixelRatio);
  const pitch = Math.round((side + GAP) * devicePixelRatio);
  const surface = new Surface(canvas, (count - 1) * pitch + cell, cell);
  const { height, width } = strip;
  const longest = Math.max(height, width);
  const drawn = { height: Math.round((height / longest) * cell), width: Math.round((width / longest) * cell) };
  surface.words.fill(GAP_WORDS[theme]);
  for (let index = 0; index < count; index += 1) {
    const box = { left: index * pitch, top: 0, ...drawn };
    surface.map(levels, index * height * width, strip, table, box);
  }
  surface.show();
  canvas.style.width = `${canvas.width / devicePixelRatio}px`;
}
