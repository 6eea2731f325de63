import { drawInitials, drawMark, drawNames, drawThumb } from "./drawfacts.js";
import { onScreen } from "./pen.js";

/** @import { Node, Spot } from "./answer.js" */
/** @import { Pen } from "./pen.js" */

/**
 * How a node looks at the moment.
 *
 * @typedef {object} Look
 * @property {boolean} chosen Its layer is open on the right.
 * @property {boolean} active The keys go from here.
 * @property {boolean} hovered
 * @property {HTMLCanvasElement | null} thumb
 * @property {string[]} kinds Of the layers of a block, in order.
 */

/** Scales from which on names can be read, and thumbnails tell anything. */
export const NEAR = 0.62;
export const MIDDLE = 0.26;

/**
 * @param {Pen} pen
 * @param {Node} node
 * @param {Look} look
 */
export function drawNode(pen, node, look) {
  const { scale } = pen.camera;
  if (scale < MIDDLE) {
    drawFar(pen, node, look);
    return;
  }
  drawBody(pen, node, look);
  drawThumb(pen, node, look.thumb);
  if (scale < NEAR) drawInitials(pen, node);
  else drawNames(pen, node, look);
}

/**
 * Far away a node is its mark on its colour.
 *
 * @param {Pen} pen
 * @param {Node} node
 * @param {Look} look
 */
function drawFar(pen, node, look) {
  const { context, colours } = pen;
  context.fillStyle = colours.kind[node.kind];
  context.fillRect(node.x, node.y, node.width, node.height);
  if (look.chosen || look.active || look.hovered) outline(pen, node, colours.accent, 2);
  const side = Math.min(34, node.height - 8);
  if (side * pen.camera.scale >= 5) {
    const spot = { x: node.x + (node.width - side) / 2, y: node.y + (node.height - side) / 2, width: side, height: side };
    drawMark(pen, node.kind, spot, colours.raised, colours.kind[node.kind]);
  }
}

/**
 * @param {Pen} pen
 * @param {Node} node
 * @param {Look} look
 */
function drawBody(pen, node, { chosen, active, hovered }) {
  const { context, colours } = pen;
  if (node.collapsed) drawStack(pen, node);
  context.beginPath();
  context.roundRect(node.x, node.y, node.width, node.height, 6);
  context.fillStyle = chosen ? colours.chosen : colours.raised;
  context.fill();
  context.strokeStyle = chosen || active ? colours.accent : hovered ? colours.control : colours.border;
  context.lineWidth = onScreen(pen, chosen || active ? 2 : 1);
  context.stroke();
  if (active) outline(pen, node, colours.accent, 1.5);
}

/**
 * A block is several sheets: two more show below the first.
 *
 * @param {Pen} pen
 * @param {Node} node
 */
function drawStack(pen, { x, y, width, height }) {
  const { context, colours } = pen;
  context.strokeStyle = colours.border;
  context.fillStyle = colours.raised;
  context.lineWidth = onScreen(pen, 1);
  for (const step of [2, 1]) {
    context.beginPath();
    context.roundRect(x + 3 * step, y + 8, width - 6 * step, height - 8 + 2.5 * step, 6);
    context.fill();
    context.stroke();
  }
}

/**
 * @param {Pen} pen
 * @param {Spot} spot
 * @param {string} colour
 * @param {number} width On the screen.
 */
function outline(pen, { x, y, width: w, height: h }, colour, width) {
  const { context } = pen;
  const away = onScreen(pen, 3);
  context.beginPath();
  context.roundRect(x - away, y - away, w + 2 * away, h + 2 * away, 6 + away);
  context.strokeStyle = colour;
  context.lineWidth = onScreen(pen, width);
  context.stroke();
}
