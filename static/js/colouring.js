import { choosePalette, domainOf } from "./colour.js";

/** @import { Domain, Palette } from "./colour.js" */
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
export function colouringOf({ view, data: { details, palettes, theme } }) {
  if (!details || palettes.size === 0) return null;
  const { minimum, maximum } = details.statistics;
  const palette = choosePalette(palettes, view.colormap, (minimum ?? 0) < 0, theme);
  const whole = domainOf(palette, minimum ?? 0, maximum ?? 0, true);
  return {
    palette,
    domain(channel) {
      const own = details.channels[channel];
      if (view.scale === "layer" || !own) return whole;
      return domainOf(palette, own.minimum ?? 0, own.maximum ?? 0, false);
    },
  };
}
