import { t } from "./language.js";

/** @import { ColormapChoice, Colormaps } from "./types.js" */

/**
 * A colour map: 256 colours as 32-bit words in the byte order of canvas pixels.
 *
 * @typedef {{name: string, diverging: boolean, words: Uint32Array, rgb: number[][]}} Palette
 * @typedef {object} Domain The values at both ends of a colour map.
 * @property {number} low
 * @property {number} high
 * @property {boolean} [clipped] Values beyond the ends have the colours of the ends.
 */

/**
 * @param {Colormaps} answer
 * @returns {Map<string, Palette>}
 */
export function readPalettes(answer) {
  return new Map(
    answer.colormaps.map(({ name, kind, rgb }) => [
      name,
      { name, rgb, diverging: kind === "diverging", words: toWords(rgb) },
    ]),
  );
}

/**
 * The palette for a layer. `auto` takes a diverging one where values have both signs, so that a
 * ReLU differs from its input at a glance.
 *
 * @param {Map<string, Palette>} palettes
 * @param {ColormapChoice} choice
 * @param {boolean} signed
 * @param {"light" | "dark"} theme
 * @returns {Palette}
 */
export function choosePalette(palettes, choice, signed, theme) {
  const sequential = theme === "dark" ? "magma" : "viridis";
  const automatic = signed ? "diverging" : sequential;
  const wanted = choice === "auto" ? automatic : choice;
  const name = wanted === "diverging" ? `diverging_${theme}` : wanted;
  const palette = palettes.get(name);
  if (!palette) throw new Error(`The server sent no colour map ${name}.`);
  return palette;
}

/** @param {Palette} palette */
export function paletteName({ name, diverging }) {
  if (diverging) return t("diverging");
  return name === "grey" ? t("grey") : name;
}

/**
 * What the ends of a palette stand for. A diverging one is symmetric about zero; a sequential one
 * begins at zero where a whole layer is not negative.
 *
 * @param {Palette} palette
 * @param {number} minimum
 * @param {number} maximum
 * @param {boolean} fromZero
 * @returns {Domain}
 */
export function domainOf(palette, minimum, maximum, fromZero) {
  if (palette.diverging) {
    const reach = Math.max(Math.abs(minimum), Math.abs(maximum));
    return { low: -reach, high: reach };
  }
  return { low: fromZero && minimum > 0 ? 0 : minimum, high: maximum };
}

/**
 * The index into a palette, 0 to 255, of a value. A domain without extent gives its middle for a
 * diverging palette and the lowest colour for others.
 *
 * @param {number} value
 * @param {Domain} domain
 * @param {Palette} palette
 */
export function indexOf(value, { low, high }, palette) {
  if (high <= low) return palette.diverging ? 128 : 0;
  const index = Math.round(((value - low) / (high - low)) * 255);
  return Math.min(255, Math.max(0, index));
}

/**
 * The colour of each of the 256 levels that stand for the values from minimum to maximum.
 *
 * @param {Palette} palette
 * @param {Domain} domain
 * @param {number} minimum Value of level 0.
 * @param {number} maximum Value of level 255.
 */
export function tableOf(palette, domain, minimum, maximum) {
  const table = new Uint32Array(256);
  for (let level = 0; level < 256; level += 1) {
    const value = minimum + (level / 255) * (maximum - minimum);
    table[level] = palette.words[indexOf(value, domain, palette)];
  }
  return table;
}

/**
 * @param {number[][]} rgb
 * @returns {Uint32Array}
 */
function toWords(rgb) {
  const bytes = new Uint8Array(rgb.length * 4);
  rgb.forEach((colour, index) => bytes.set([...colour, 255], index * 4));
  return new Uint32Array(bytes.buffer);
}
