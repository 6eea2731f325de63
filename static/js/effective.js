import { choosePalette } from "./colour.js";
import { paintMap } from "./picture.js";
import { spokenOf } from "./shown.js";
import { translucent } from "./translucent.js";
import { reachOf } from "./unfold/signed.js";

/** @import { Domain, Palette } from "./colour.js" */
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
 * Draw how much each pixel moves the number, as opaque as it does.
 *
 * @param {Store} store
 * @param {HTMLCanvasElement} canvas
 * @param {EffectiveField} field
 * @param {number} side In CSS pixels.
 * @returns {{palette: Palette, domain: Domain} | null} What the legend shows; null while there are no
 *   palettes.
 */
export function paintField({ data: { palettes, theme } }, canvas, { map }, side) {
  if (palettes.size === 0) return null;
  const palette = choosePalette(palettes, "auto", false, theme);
  const domain = { low: 0, high: reachOf(map.values) };
  paintMap(canvas, map, side, translucent(palette, domain));
  return { palette, domain };
}
