/** @import { Store } from "./store.js" */

/**
 * Draw the part of the photo that the network sees, stretched over a canvas of its own size.
 *
 * @param {Store} store
 * @param {HTMLImageElement} photo
 * @param {HTMLCanvasElement} canvas Its size is set, in device pixels.
 * @param {{height: number, width: number}} size
 * @returns {boolean} Whether the photo was there.
 */
export function drawFramed({ view, data: { run } }, photo, canvas, { height, width }) {
  const context = canvas.getContext("2d");
  if (run?.image !== view.image || !context || !photo.complete || photo.naturalWidth === 0) return false;
  canvas.width = width;
  canvas.height = height;
  canvas.style.width = `${width / devicePixelRatio}px`;
  const scale = photo.naturalWidth / run.photo.width;
  const { left, top, width: across, height: down } = run.frame;
  context.imageSmoothingQuality = "high";
  context.drawImage(photo, left * scale, top * scale, across * scale, down * scale, 0, 0, width, height);
  return true;
}
