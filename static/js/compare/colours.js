import { choosePalette, domainOf } from "../colour.js";

/** @import { Domain, Palette } from "../colour.js" */
/** @import { ColumnName, CompareStore, Shown } from "./types.js" */

/** @typedef {{palette: Palette, domain: Domain}} Colours */

/**
 * How each column is coloured. A and B share one scale, so that the same colour is the same value,
 * unless each has its own; the difference lies about zero.
 *
 * @param {CompareStore} store
 * @param {ColumnName} name
 * @returns {Colours | null} Null where the column has nothing to show.
 */
export function coloursOf({ view, data: { shown, palettes, theme } }, name) {
  if (!shown?.[name] || palettes.size === 0) return null;
  if (name === "difference") {
    const palette = choosePalette(palettes, "diverging", true, theme);
    const { minimum, maximum } = /** @type {NonNullable<Shown["difference"]>} */ (shown.difference).grid;
    return { palette, domain: domainOf(palette, minimum[0], maximum[0], false) };
  }
  const { minimum, maximum } = view.scale === "own" ? rangeOf([shown[name]]) : rangeOf([shown.a, shown.b]);
  const palette = choosePalette(palettes, "auto", minimum < 0, theme);
  return { palette, domain: domainOf(palette, minimum, maximum, true) };
}

/** @param {(Shown["a"])[]} sides */
function rangeOf(sides) {
  const known = sides.filter((side) => side !== null).map(({ details }) => details.statistics);
  return {
    minimum: Math.min(...known.map(({ minimum }) => minimum ?? 0)),
    maximum: Math.max(...known.map(({ maximum }) => maximum ?? 0)),
  };
}
