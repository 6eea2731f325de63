import { distance } from "./curve.js";

/** @import { Frame, Node, Point, Spot } from "./answer.js" */
/** @import { Line, Scene } from "./scene.js" */

/**
 * What lies at a point of the drawing. `toggles` where a click opens or closes the block.
 *
 * @typedef {{node: Node, toggles: boolean}} NodeHit
 * @typedef {{frame: Frame, toggles: boolean}} FrameHit
 * @typedef {{line: Line}} LineHit
 * @typedef {NodeHit | FrameHit | LineHit} Hit
 */

/** The button of a block, in its lower right corner; and the name of a frame, in its upper left. */
export const BUTTON = 20;
export const HEADER = 20;

/**
 * @param {Scene} scene
 * @param {Point} point
 * @param {number} scale Pixels of the screen per pixel of the drawing.
 * @returns {Hit | null} The node there, else a line near by, else the innermost frame.
 */
export function hitAt(scene, point, scale) {
  const node = scene.graph.nodes.find((each) => holds(each, point));
  if (node) return { node, toggles: node.collapsed && holds(buttonOf(node), point) };
  const frame = scene.graph.frames.findLast((each) => holds(each, point));
  if (frame && holds(headerOf(frame), point)) return { frame, toggles: true };
  const line = nearest(scene.lines, point, 6 / scale);
  if (line) return { line };
  return frame ? { frame, toggles: false } : null;
}

/**
 * @param {Node} node
 * @returns {Spot}
 */
export function buttonOf({ x, y, width, height }) {
  return { x: x + width - BUTTON - 2, y: y + height - BUTTON, width: BUTTON, height: BUTTON };
}

/**
 * @param {Frame} frame
 * @returns {Spot}
 */
export function headerOf({ x, y, width, label }) {
  return { x, y, width: Math.min(width, label.length * 7 + 34), height: HEADER };
}

/**
 * @param {Spot} spot
 * @param {Point} point
 */
export function holds({ x, y, width, height }, [px, py]) {
  return px >= x && px <= x + width && py >= y && py <= y + height;
}

/**
 * @param {Line[]} lines
 * @param {Point} point
 * @param {number} reach
 * @returns {Line | null}
 */
function nearest(lines, point, reach) {
  let [found, least] = [/** @type {Line | null} */ (null), reach];
  for (const line of lines) {
    const { x, y, width, height } = line.box;
    const wide = { x: x - reach, y: y - reach, width: width + 2 * reach, height: height + 2 * reach };
    if (!holds(wide, point)) continue;
    const away = distance(line.chain, point);
    if (away < least) [found, least] = [line, away];
  }
  return found;
}
