import { indexOf } from "../colour.js";
import { colouringOf } from "../colouring.js";
import { find } from "../dom.js";
import { isSingle, mapsOf } from "../layers.js";
import { fitWhole, nearest, Surface } from "../paint.js";
import { MAP_SIDE } from "./exactmap.js";

/** @import { Domain, Palette } from "../colour.js" */
/** @import { Store } from "../store.js" */

/**
 * The open map laid over the part of the photo that the network sees: each value as opaque as it
 * is strong, so that the photo shows through where the map has nothing to say.
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
  const draw = () => drawOverlay(store, top, photo);
  store.on(["map", "details", "palettes", "theme", "colormap", "scale"], draw);
  photo.addEventListener("load", draw);
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
  drawFramed(store, photo, drawn);
  const surface = new Surface(top, drawn.width, drawn.height);
  const { palette } = colouring;
  const ends = colouring.domain(map.channel);
  const columns = nearest(size.width, drawn.width);
  const rows = nearest(size.height, drawn.height);
  const colours = Uint32Array.from(map.values, (value) => translucent(value, ends, palette));
  for (let y = 0; y < drawn.height; y += 1) {
    for (let x = 0; x < drawn.width; x += 1) {
      surface.words[y * drawn.width + x] = colours[rows[y] * size.width + columns[x]];
    }
  }
  surface.show();
}

const pixel = new Uint8Array(4);
const word = new Uint32Array(pixel.buffer);

/**
 * @param {number} value
 * @param {Domain} ends
 * @param {Palette} palette
 */
function translucent(value, ends, palette) {
  if (!Number.isFinite(value)) return 0;
  const index = indexOf(value, ends, palette);
  const strength = palette.diverging ? Math.abs(index - 127.5) / 127.5 : index / 255;
  pixel.set([...palette.rgb[index], Math.round(255 * strength)]);
  return word[0];
}

/**
 * @param {Store} store
 * @param {HTMLImageElement} photo
 * @param {{height: number, width: number}} drawn
 */
function drawFramed({ view, data: { run } }, photo, { height, width }) {
  const canvas = find("[data-overlay-photo]", HTMLCanvasElement);
  const context = canvas.getContext("2d");
  if (run?.image !== view.image || !context || !photo.complete || photo.naturalWidth === 0) return;
  canvas.width = width;
  canvas.height = height;
  canvas.style.width = `${width / devicePixelRatio}px`;
  find("[data-overlay-map]", HTMLCanvasElement).style.width = canvas.style.width;
  const scale = photo.naturalWidth / run.photo.width;
  const { left, top, width: across, height: down } = run.frame;
  context.imageSmoothingQuality = "high";
  context.drawImage(photo, left * scale, top * scale, across * scale, down * scale, 0, 0, width, height);
}
