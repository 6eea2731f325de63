import { paletteName } from "../colour.js";
import { make } from "../dom.js";
import { t } from "../language.js";
import { formatValue } from "../numbers.js";
import { Surface } from "../paint.js";

/** @import { Domain, Palette } from "../colour.js" */

/**
 * A colour map with the values of its ends, and zero in the middle where it has two sides.
 *
 * @param {HTMLElement} element
 * @param {Palette} palette
 * @param {Domain} domain
 * @param {string} [words] Whose scale it is.
 */
export function showLegend(element, palette, { low, high, clipped = false }, words = "") {
  const first = `${clipped && low < 0 ? "≤ " : ""}${formatValue(low)}`;
  const last = `${clipped ? "≥ " : ""}${formatValue(high)}`;
  const canvas = make("canvas", { role: "img", "aria-label": t("{palette} from {first} to {last}", { palette: paletteName(palette), first, last }) });
  const surface = new Surface(canvas, 256, 1);
  surface.words.set(palette.words);
  surface.show();
  element.replaceChildren(words, first, canvas, last);
}
