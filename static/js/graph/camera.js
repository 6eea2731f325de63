/** @import { Point, Spot } from "./answer.js" */

/**
 * What part of the drawing is seen: its point at the window's upper left corner, and how many
 * pixels of the screen one of the drawing takes.
 *
 * @typedef {{x: number, y: number, scale: number}} Camera
 * @typedef {{width: number, height: number}} Size In CSS pixels.
 */

export const MOST = 4;
const LEAST = 0.004;
const MARGIN = 16;
/** How far from the window's borders something is brought; below are the buttons and a line of words. */
const [AROUND, BELOW] = [32, 104];
/** Below this names cannot be read any more; a drawing that long is rather seen from its top. */
const LEGIBLE = 0.7;

/**
 * @param {Camera} camera
 * @param {number} x In the drawing.
 * @param {number} y
 * @returns {Point} On the screen.
 */
export function toScreen({ x: left, y: top, scale }, x, y) {
  return [(x - left) * scale, (y - top) * scale];
}

/**
 * @param {Camera} camera
 * @param {number} x On the screen.
 * @param {number} y
 * @returns {Point} In the drawing.
 */
export function toDrawing({ x: left, y: top, scale }, x, y) {
  return [left + x / scale, top + y / scale];
}

/**
 * @param {Camera} camera
 * @param {number} dx Pixels of the screen that the drawing goes to the right.
 * @param {number} dy
 * @returns {Camera}
 */
export function moved({ x, y, scale }, dx, dy) {
  return { x: x - dx / scale, y: y - dy / scale, scale };
}

/**
 * Larger or smaller, the point of the drawing at (x, y) on the screen staying there.
 *
 * @param {Camera} camera
 * @param {number} factor
 * @param {number} x
 * @param {number} y
 * @returns {Camera}
 */
export function zoomed(camera, factor, x, y) {
  const scale = Math.min(MOST, Math.max(LEAST, camera.scale * factor));
  const [at, down] = toDrawing(camera, x, y);
  return { x: at - x / scale, y: down - y / scale, scale };
}

/**
 * The point (x, y) of the drawing at a place on the screen.
 *
 * @param {number} scale
 * @param {Point} point
 * @param {Point} place
 * @returns {Camera}
 */
export function placing(scale, [x, y], [left, top]) {
  return { x: x - left / scale, y: y - top / scale, scale };
}

/**
 * The whole drawing in the middle of the window, never enlarged.
 *
 * @param {Size} drawing
 * @param {Size} window
 * @returns {Camera}
 */
export function fitting(drawing, window) {
  const across = (window.width - 2 * MARGIN) / drawing.width;
  const down = (window.height - 2 * MARGIN) / drawing.height;
  const scale = Math.max(LEAST, Math.min(1, across, down));
  return placing(scale, [drawing.width / 2, drawing.height / 2], [window.width / 2, window.height / 2]);
}

/**
 * Where one begins: all of it where it is legible so, else its top, as wide as the window.
 *
 * @param {Size} drawing
 * @param {Size} window
 * @returns {Camera}
 */
export function beginning(drawing, window) {
  const whole = fitting(drawing, window);
  if (whole.scale >= LEGIBLE) return whole;
  const scale = Math.min(1, Math.max(whole.scale, (window.width - 2 * MARGIN) / drawing.width));
  return placing(scale, [drawing.width / 2, 0], [window.width / 2, MARGIN]);
}

/**
 * Keep some of the drawing in the window.
 *
 * @param {Camera} camera
 * @param {Size} drawing
 * @param {Size} window
 * @returns {Camera}
 */
export function held({ x, y, scale }, drawing, window) {
  const across = Math.min(window.width / 2, 120) / scale;
  const down = Math.min(window.height / 2, 120) / scale;
  return {
    x: Math.min(drawing.width - across, Math.max(across - window.width / scale, x)),
    y: Math.min(drawing.height - down, Math.max(down - window.height / scale, y)),
    scale,
  };
}

/**
 * As little moved as brings a rectangle into the window.
 *
 * @param {Camera} camera
 * @param {Spot} spot
 * @param {Size} window
 * @returns {Camera}
 */
export function showing({ x, y, scale }, spot, window) {
  const [margin, below] = [AROUND / scale, BELOW / scale];
  return {
    x: shifted(x, window.width / scale, spot.x - margin, spot.x + spot.width + margin),
    y: shifted(y, window.height / scale, spot.y - margin, spot.y + spot.height + below),
    scale,
  };
}

/**
 * @param {number} from Where the window begins along one axis.
 * @param {number} length
 * @param {number} low What is to be in it.
 * @param {number} high
 */
function shifted(from, length, low, high) {
  if (low < from || high - low > length) return low;
  return high > from + length ? high - length : from;
}

/**
 * On the way from one camera to another.
 *
 * @param {Camera} one
 * @param {Camera} other
 * @param {number} part 0 to 1.
 * @returns {Camera}
 */
export function between(one, other, part) {
  const scale = one.scale * (other.scale / one.scale) ** part;
  // The point that stays where it is on the way, where there is one, stays all the way.
  const along = Math.abs(other.scale - one.scale) < 1e-9 ? part : (1 / one.scale - 1 / scale) / (1 / one.scale - 1 / other.scale);
  return { x: one.x + (other.x - one.x) * along, y: one.y + (other.y - one.y) * along, scale };
}
