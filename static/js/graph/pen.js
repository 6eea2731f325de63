/** @import { Colours } from "./colours.js" */
/** @import { Camera } from "./camera.js" */
/** @import { Spot } from "./answer.js" */

/**
 * What everything in the drawing is drawn with. Places and lengths are those of the drawing.
 *
 * @typedef {object} Pen
 * @property {CanvasRenderingContext2D} context Its transform is that of the camera.
 * @property {Camera} camera
 * @property {number} ratio Device pixels per pixel of the screen.
 * @property {Colours} colours
 */

/**
 * @param {Pen} pen
 */
export function enter({ context, camera: { x, y, scale }, ratio }) {
  const unit = scale * ratio;
  context.setTransform(unit, 0, 0, unit, -Math.round(x * unit), -Math.round(y * unit));
}

/**
 * A length on the screen, whatever the scale.
 *
 * @param {Pen} pen
 * @param {number} pixels
 */
export function onScreen({ camera }, pixels) {
  return pixels / camera.scale;
}

/**
 * Draw a picture at whole device pixels: enlarged with square pixels, made smaller smoothly.
 *
 * @param {Pen} pen
 * @param {HTMLCanvasElement} picture
 * @param {Spot} spot
 */
export function place(pen, picture, spot) {
  const { context, camera, ratio } = pen;
  const unit = camera.scale * ratio;
  const left = Math.round(spot.x * unit) - Math.round(camera.x * unit);
  const top = Math.round(spot.y * unit) - Math.round(camera.y * unit);
  const [width, height] = [Math.max(1, Math.round(spot.width * unit)), Math.max(1, Math.round(spot.height * unit))];
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.imageSmoothingEnabled = picture.width > width || picture.height > height;
  context.drawImage(picture, left, top, width, height);
  enter(pen);
}

/** @type {Map<string, string>} */
const cut = new Map();

/**
 * A text that fits, cut at its end where it does not.
 *
 * @param {CanvasRenderingContext2D} context With the font set.
 * @param {string} text
 * @param {number} width
 */
export function fitted(context, text, width) {
  const key = `${context.font} ${width} ${text}`;
  let short = cut.get(key);
  if (short === undefined) {
    short = text;
    for (let length = text.length - 1; length > 0 && context.measureText(short).width > width; length -= 1) {
      short = `${text.slice(0, length)}…`;
    }
    cut.set(key, short);
  }
  return short;
}
