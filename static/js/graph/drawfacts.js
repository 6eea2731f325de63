import { formatShape } from "../numbers.js";
import { buttonOf } from "./hit.js";
import { markPicture } from "./marks.js";
import { fitted, place } from "./pen.js";

/** @import { Node, Spot } from "./answer.js" */
/** @import { Look } from "./drawnode.js" */
/** @import { Pen } from "./pen.js" */

const THUMB = 42;
const INSET = 3;
const TEXT = THUMB + 10;
const MOST_MARKS = 8;

/**
 * @param {Pen} pen
 * @param {Node} node
 * @param {HTMLCanvasElement | null} thumb
 */
export function drawThumb(pen, { x, y }, thumb) {
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
export function drawInitials(pen, node) {
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
export function drawNames(pen, node, look) {
  const { context, colours } = pen;
  const room = node.width - TEXT - 5;
  context.font = `11.5px ${colours.mono}`;
  context.fillStyle = colours.ink;
  context.fillText(fitted(context, node.label, room), node.x + TEXT, node.y + 19);
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
export function drawMark(pen, kind, spot, colour, ground) {
  const side = Math.max(4, Math.round(spot.width * pen.camera.scale * pen.ratio));
  place(pen, markPicture(kind, colour, ground, side), spot);
}
