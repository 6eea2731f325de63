import { indexOf } from "./colour.js";

/** @import { Domain, Palette } from "./colour.js" */

const pixel = new Uint8Array(4);
const word = new Uint32Array(pixel.buffer);

/**
 * The colour of each value, as opaque as the value is strong, so that a photo behind it shows
 * through where there is nothing to say.
 *
 * @param {Palette} palette
 * @param {Domain} domain
 */
export function translucent(palette, domain) {
  return (/** @type {number} */ value) => {
    if (!Number.isFinite(value)) return 0;
    const index = indexOf(value, domain, palette);
    const strength = palette.diverging ? Math.abs(index - 127.5) / 127.5 : index / 255;
    pixel.set([...palette.rgb[index], Math.round(255 * strength)]);
    return word[0];
  };
}
