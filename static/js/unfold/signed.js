import { choosePalette, indexOf } from "../colour.js";

/** @import { Domain, Palette } from "../colour.js" */
/** @import { Store } from "../store.js" */

/**
 * Signed colours: one diverging palette centred on zero, and how far it reaches on both sides.
 *
 * @typedef {{palette: Palette, domain: Domain}} Signed
 */

/**
 * @param {Store} store
 * @param {number} reach
 * @returns {Signed | null} Null while the palettes have not arrived.
 */
export function signedUpTo({ data: { palettes, theme } }, reach) {
  if (palettes.size === 0) return null;
  return { palette: choosePalette(palettes, "diverging", true, theme), domain: { low: -reach, high: reach } };
}

/**
 * @param {Store} store
 * @param {ArrayLike<number | null>[]} arrays What shares the scale.
 */
export function signedOf(store, ...arrays) {
  return signedUpTo(store, Math.max(0, ...arrays.map(reachOf)));
}

/**
 * The largest absolute value of those that are finite.
 *
 * @param {ArrayLike<number | null>} values
 */
export function reachOf(values) {
  let reach = 0;
  for (let at = 0; at < values.length; at += 1) {
    const size = Math.abs(values[at] ?? 0);
    if (size > reach && size < Infinity) reach = size;
  }
  return reach;
}

/**
 * The colour of a value as ground for its number, and ink that can be read on it.
 *
 * @param {number} value Finite.
 * @param {Signed} signed
 * @returns {{background: string, color: string}}
 */
export function groundOf(value, { palette, domain }) {
  const [red, green, blue] = palette.rgb[indexOf(value, domain, palette)];
  return { background: `rgb(${red} ${green} ${blue})`, color: isLight(red, green, blue) ? "#000" : "#fff" };
}

/**
 * Whether black has more contrast on a colour than white, by the relative luminance of WCAG.
 *
 * @param {number[]} rgb 0 to 255.
 */
function isLight(...rgb) {
  const [red, green, blue] = rgb.map((level) => {
    const share = level / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179;
}
