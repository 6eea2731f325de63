import { colouringOf } from "../colouring.js";
import { find } from "../dom.js";
import { paintField, shownField } from "../effective.js";
import { drawFramed } from "../framed.js";
import { isSingle, mapsOf } from "../layers.js";
import { fitWhole } from "../paint.js";
import { paintMap } from "../picture.js";
import { translucent } from "../translucent.js";
import { MAP_SIDE, sideOf } from "./exactmap.js";

/** @import { Store } from "../store.js" */

/**
 * The open map laid over the part of the photo that the network sees: each value as opaque as it
 * is strong, so that the photo shows through where the map has nothing to say. In its place, if that
 * is wanted, how much each pixel moves the number that is pointed at.
 *
 * @param {Store} store
 */
export function mountOverlay(store) {
  const slider = find("[data-opacity]", HTMLInputElement);
  const top = find("[data-overlay-map]", HTMLCanvasElement);
  const photo = find("[data-photo-image]", HTMLImageElement);
  const fade = () => (top.style.opacity = String(Number(slider.value) / 100));
  const follow = () => {
    slider.value = String(store.view.overlay);
    fade();
  };
  slider.addEventListener("input", fade);
  // Browsers refuse to change the address at every step of a drag.
  slider.addEventListener("change", () => store.show({ overlay: Number(slider.value) }, "replace"));
  store.on(["overlay"], follow);
  follow();
  switchField(store);
  const draw = () => drawOverlay(store, top, photo);
  store.on(["map", "details", "palettes", "theme", "colormap", "scale", "effective", "field"], draw);
  photo.addEventListener("load", draw);
}

/**
 * Every switch between the map and the effective field: here, and where a map is unfolded.
 *
 * @param {Store} store
 */
function switchField(store) {
  const switches = /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("[data-effective]"));
  const show = () => {
    for (const each of switches) each.checked = store.view.effective === 1;
  };
  for (const each of switches) {
    each.addEventListener("change", () => store.show({ effective: each.checked ? 1 : 0 }, "replace"));
  }
  store.on(["effective"], show);
  show();
}

/**
 * @param {Store} store
 * @param {HTMLCanvasElement} top
 * @param {HTMLImageElement} photo
 */
function drawOverlay(store, top, photo) {
  const { map, details } = store.data;
  const colouring = colouringOf(store);
  if (!map || !colouring || details?.name !== map.layer) return;
  find("[data-overlay]", HTMLElement).hidden = isSingle(details.shape);
  const size = mapsOf(details.shape);
  const drawn = fitWhole(size.height, size.width, Math.round(MAP_SIDE * devicePixelRatio));
  drawFramed(store, photo, find("[data-overlay-photo]", HTMLCanvasElement), drawn);
  const field = shownField(store);
  const legend = find("[data-overlay-legend]", HTMLElement);
  legend.replaceChildren();
  if (field) {
    paintField(store, top, legend, field, MAP_SIDE);
  } else {
    paintMap(top, { values: map.values, ...size }, sideOf(size), translucent(colouring.palette, colouring.domain(map.channel)));
  }
  top.style.width = `${drawn.width / devicePixelRatio}px`;
  top.style.height = `${drawn.height / devicePixelRatio}px`;
}
