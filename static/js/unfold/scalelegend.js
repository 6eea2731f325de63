import { make } from "../dom.js";
import { formatValue } from "../numbers.js";
import { Surface } from "../paint.js";

/** @import { Signed } from "./signed.js" */

/**
 * A small legend of signed colours: they reach as far on both sides of zero.
 *
 * @param {Signed} signed
 */
export function scaleLegend({ palette, domain }) {
  const words = `±${formatValue(domain.high)}`;
  const canvas = make("canvas", { role: "img", "aria-label": `${palette.name}, centred on zero` });
  const surface = new Surface(canvas, 256, 1);
  surface.words.set(palette.words);
  surface.show();
  return make("span", { class: "scale", title: "blue is negative, red positive, zero lies between" }, canvas, words);
}
