import { paletteName } from "../colour.js";
import { make } from "../dom.js";
import { t } from "../language.js";
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
  const canvas = make("canvas", { role: "img", "aria-label": t("{palette}, centred on zero", { palette: paletteName(palette) }) });
  const surface = new Surface(canvas, 256, 1);
  surface.words.set(palette.words);
  surface.show();
  return make("span", { class: "scale", title: t("blue is negative, red positive, zero lies between") }, canvas, words);
}
