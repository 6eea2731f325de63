import { colouringOf } from "../colouring.js";
import { find } from "../dom.js";
import { isSingle, mapsOf } from "../layers.js";
import { inPalette, paintMap } from "../picture.js";
import { showLegend } from "./legend.js";
import { pointWith, pointWithKeys } from "./pointing.js";

/** @import { Store } from "../store.js" */

/** Side of the large map, in CSS pixels: a whole multiple of the usual 7, 14, 28, 56 and 112. */
export const MAP_SIDE = 224;

/**
 * One map drawn large from its exact values, and the cell that the person points at.
 *
 * @param {Store} store
 */
export function mountExactMap(store) {
  const box = find("[data-map-canvas]", HTMLElement);
  const canvas = find("[data-map-exact]", HTMLCanvasElement);
  store.on(["map", "details", "palettes", "theme", "colormap", "scale"], () => {
    const { map, details } = store.data;
    const colouring = colouringOf(store);
    if (!map || !colouring || details?.name !== map.layer) return;
    const { palette, domain } = colouring;
    const size = mapsOf(details.shape);
    find("[data-map]", HTMLElement).toggleAttribute("data-single", isSingle(details.shape));
    paintMap(canvas, { values: map.values, ...size }, sideOf(size), inPalette(palette, domain(map.channel)));
    showLegend(find("[data-map-legend]", HTMLElement), palette, domain(map.channel));
  });
  pointWith(store, box);
  pointWith(store, find("[data-overlay-canvas]", HTMLElement));
  pointWithKeys(store, box);
}

/**
 * The side of the large map: every value has at least one pixel of the screen.
 *
 * @param {{height: number, width: number}} size
 */
export function sideOf({ height, width }) {
  return Math.max(MAP_SIDE, Math.max(height, width) / devicePixelRatio);
}
