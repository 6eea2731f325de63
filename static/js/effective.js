import { choosePalette } from "./colour.js";
import { t } from "./language.js";
import { showLegend } from "./panels/legend.js";
import { paintMap } from "./picture.js";
import { spokenOf } from "./shown.js";
import { translucent } from "./translucent.js";
import { reachOf } from "./unfold/signed.js";

/** @import { EffectiveField } from "./types.js" */
/** @import { Store } from "./store.js" */

/**
 * The effective field that is shown: that of the open map, if it is wanted and has come.
 *
 * @param {Store} store
 * @returns {EffectiveField | null}
 */
export function shownField(store) {
  const { view, data: { field } } = store;
  const spoken = spokenOf(store);
  if (!view.effective || !field || !spoken) return null;
  return field.run === spoken.run.id && field.layer === spoken.map.layer && field.cell[0] === spoken.map.channel ? field : null;
}

/**
 * Draw how much each pixel moves the number, as opaque as it does, and what the colours reach; of a
 * number that no pixel moves, such as one that a ReLU6 has cut off, say so. Nothing while there are
 * no palettes.
 *
 * @param {Store} store
 * @param {HTMLCanvasElement} canvas
 * @param {HTMLElement} legend
 * @param {EffectiveField} field
 * @param {number} side In CSS pixels.
 */
export function paintField({ data: { palettes, theme } }, canvas, legend, { map }, side) {
  if (palettes.size === 0) return;
  const palette = choosePalette(palettes, "auto", false, theme);
  const domain = { low: 0, high: reachOf(map.values) };
  paintMap(canvas, map, side, translucent(palette, domain));
  if (map.values.some((value) => value !== 0)) showLegend(legend, palette, domain);
  else legend.textContent = t("The gradient is zero: a small change of any pixel leaves this value as it is.");
}
