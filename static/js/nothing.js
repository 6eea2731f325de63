import { themeNow } from "./panels/theme.js";
import { FIRST_DIGIT } from "./pictures.js";

/** @import { Data } from "./types.js" */

/**
 * What has arrived when a page begins.
 *
 * @param {string} photo That it begins with.
 * @returns {Data}
 */
export function nothingYet(photo) {
  return {
    models: [], other: null, download: null, uploaded: null, run: null, sheet: null, graph: null, details: null, grid: null, figures: null,
    map: null, pointer: null, unfolded: null, explained: null, field: null,
    weights: null, lens: null, palettes: new Map(), busy: {}, problems: {}, notes: [],
    theme: themeNow(), last: { photo, digit: FIRST_DIGIT }, blank: false, live: false,
  };
}
