import { formatShape } from "../numbers.js";
import { buttonOf } from "./hit.js";
import { markPicture } from "./marks.js";
import { fitted, onScreen, place } from "./pen.js";

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

export const THUMB = 42;
const INSET = 3;
const TEXT = THUMB + 10;
const MOST_MARKS = 9;
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

/**
 * @param {Pen} pen
 * @param {Node} node
 * @param {HTMLCanvasElement | null} thumb
 */
function drawThumb(pen, { x, y }, thumb) {
  const { context, colours } = pen;
  const spot = { x: x + INSET, y: y + INSET, width: THUMB, height: THUMB };
  if (!thumb) {
    context.fillStyle = colours.sunken;
    context.fillRect(spot.x, spot.y, spot.width, spot.height);
    return;
  }
  const square = thumb.height > 1 || thumb.width === 1;
  const longest = Math.max(thumb.width, thumb.height);
  const [width, height] = square ? [(thumb.width / longest) * THUMB, (thumb.height / longest) * THUMB] : [THUMB, THUMB];
  place(pen, thumb, { x: spot.x + (THUMB - width) / 2, y: spot.y + (THUMB - height) / 2, width, height });
}

/**
 * In the middle distance: mark and shape, as large as there is room.
 *
 * @param {Pen} pen
 * @param {Node} node
 */
function drawInitials(pen, node) {
  const { context, colours } = pen;
  const side = 17;
  drawMark(pen, node.kind, { x: node.x + TEXT, y: node.y + 5, width: side, height: side }, colours.kind[node.kind], colours.raised);
  context.font = `500 16px ${colours.sans}`;
  context.fillStyle = colours.ink;
  context.fillText(fitted(context, formatShape(node.shape), node.width - TEXT - 4), node.x + TEXT, node.y + 40);
}

/**
 * @param {Pen} pen
 * @param {Node} node
 * @param {Look} look
 */
function drawNames(pen, node, look) {
  const { context, colours } = pen;
  const room = node.width - TEXT - 5;
  context.font = `11.5px ${colours.mono}`;
  context.fillStyle = colours.ink;
  context.fillText(fitted(context, node.label, node.collapsed ? room - 18 : room), node.x + TEXT, node.y + 19);
  const mark = { x: node.x + TEXT, y: node.y + 28, width: 11, height: 11 };
  drawMark(pen, node.kind, mark, colours.kind[node.kind], colours.raised);
  context.font = `11px ${colours.sans}`;
  context.fillStyle = colours.quiet;
  context.fillText(fitted(context, formatShape(node.shape), room - 16), node.x + TEXT + 16, node.y + 37.5);
  if (!node.collapsed) return;
  drawButton(pen, node, look.hovered);
  drawContents(pen, node, look.kinds);
}

/**
 * @param {Pen} pen
 * @param {Node} node
 * @param {boolean} hovered
 */
function drawButton(pen, node, hovered) {
  const { context, colours } = pen;
  const { x, y, width, height } = buttonOf(node);
  const [cx, cy] = [x + width / 2, y + height / 2];
  context.beginPath();
  context.moveTo(cx - 4, cy);
  context.lineTo(cx + 4, cy);
  context.moveTo(cx, cy - 4);
  context.lineTo(cx, cy + 4);
  context.strokeStyle = hovered ? colours.accent : colours.quiet;
  context.lineWidth = 1.5;
  context.stroke();
}

/**
 * What a closed block is made of: the marks of its layers.
 *
 * @param {Pen} pen
 * @param {Node} node
 * @param {string[]} kinds
 */
function drawContents(pen, node, kinds) {
  const { context, colours } = pen;
  const shown = kinds.length > MOST_MARKS ? kinds.slice(0, MOST_MARKS) : kinds;
  const y = node.y + node.height - 15;
  shown.forEach((kind, at) => {
    drawMark(pen, kind, { x: node.x + 6 + at * 13, y, width: 10, height: 10 }, colours.kind[kind], colours.raised);
  });
  if (shown.length === kinds.length) return;
  context.font = `10px ${colours.sans}`;
  context.fillStyle = colours.quiet;
  context.fillText(`+${kinds.length - shown.length}`, node.x + 8 + MOST_MARKS * 13, y + 9);
}

/**
 * @param {Pen} pen
 * @param {string} kind
 * @param {Spot} spot
 * @param {string} colour
 * @param {string} ground
 */
function drawMark(pen, kind, spot, colour, ground) {
  const side = Math.max(4, Math.round(spot.width * pen.camera.scale * pen.ratio));
  place(pen, markPicture(kind, colour, ground, side), spot);
}
