import { indexOf } from "./colour.js";
import { fitWhole, nearest, Surface } from "./paint.js";
import { shrink } from "./shrink.js";

/** @import { Domain, Palette } from "./colour.js" */

/** NaN and infinities have a colour of their own, which no palette comes near. */
export const NOT_FINITE = new Uint32Array(new Uint8Array([255, 0, 255, 255]).buffer)[0];

/**
 * Draw one map from its exact values in a square of `side` CSS pixels: enlarged by a whole factor,
 * its pixels square, or averaged down where it is larger.
 *
 * @param {HTMLCanvasElement} canvas Its size is set.
 * @param {{values: ArrayLike<number>, height: number, width: number}} map
 * @param {number} side
 * @param {(value: number) => number} wordOf The colour of a value as a canvas word.
 */
export function paintMap(canvas, map, side, wordOf) {
  const device = Math.round(side * devicePixelRatio);
  const { values, height, width } = shrink(map.values, map, device);
  const drawn = fitWhole(height, width, device);
  const surface = new Surface(canvas, drawn.width, drawn.height);
  const colours = new Uint32Array(values.length);
  for (let at = 0; at < colours.length; at += 1) colours[at] = wordOf(values[at]);
  const columns = nearest(width, drawn.width);
  const rows = nearest(height, drawn.height);
  for (let y = 0; y < drawn.height; y += 1) {
    for (let x = 0; x < drawn.width; x += 1) {
      surface.words[y * drawn.width + x] = colours[rows[y] * width + columns[x]];
    }
  }
  surface.show();
  canvas.style.width = `${drawn.width / devicePixelRatio}px`;
}

/**
 * The colour of each value in a palette.
 *
 * @param {Palette} palette
 * @param {Domain} domain
 */
export function inPalette(palette, domain) {
  return (/** @type {number} */ value) =>
    Number.isFinite(value) ? palette.words[indexOf(value, domain, palette)] : NOT_FINITE;
}
