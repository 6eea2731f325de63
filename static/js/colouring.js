import { choosePalette, domainOf } from "./colour.js";

/** @import { Domain, Palette } from "./colour.js" */
/** @import { Grid, Scale } from "./types.js" */
/** @import { Store } from "./store.js" */

/**
 * How the shown layer is coloured: its palette, and what the palette's ends stand for.
 *
 * @typedef {{palette: Palette, domain: (channel: number) => Domain}} Colouring
 */

/**
 * @param {Store} store
 * @returns {Colouring | null} Null while the layer or the palettes have not arrived.
 */
export function colouringOf({ view, data: { details, grid, palettes, theme } }) {
  if (!details || palettes.size === 0) return null;
  const { minimum, maximum } = details.statistics;
  const palette = choosePalette(palettes, view.colormap, (minimum ?? 0) < 0, theme);
  const whole = clippedDomain(palette, view.scale, grid) ?? domainOf(palette, minimum ?? 0, maximum ?? 0, true);
  return {
    palette,
    domain(channel) {
      const own = details.channels[channel];
      if (view.scale !== "channel" || !own) return whole;
      return domainOf(palette, own.minimum ?? 0, own.maximum ?? 0, false);
    },
  };
}

/**
 * Where a layer's extremes end is the server's to say, and it comes with the grid.
 *
 * @param {Palette} palette
 * @param {Scale} scale
 * @param {Grid | null} grid
 * @returns {Domain | null} Null for the other scales, and until the grid has come.
 */
function clippedDomain(palette, scale, grid) {
  if (scale !== "clipped" || grid?.scale !== "clipped") return null;
  return { ...domainOf(palette, grid.minimum[0], grid.maximum[0], true), clipped: true };
}
