import { formatShape } from "../numbers.js";
import { halfway } from "./curve.js";
import { onScreen } from "./pen.js";

/** @import { Line } from "./scene.js" */
/** @import { Pen } from "./pen.js" */

/** What a skip goes into, and gives it its colour. */
const JOINS = new Set(["addition", "multiplication", "concatenation"]);
const ARROW = 5;

/**
 * @param {Pen} pen
 * @param {Line} line
 */
export function drawLine(pen, line) {
  const { colours } = pen;
  const { edge, target } = line;
  const colour = edge.skip && JOINS.has(target.kind) ? colours.kind[target.kind] : colours.edge;
  stroke(pen, line, colour, edge.skip ? 1.4 : 1.2);
}

/**
 * An edge of the node that one looks at.
 *
 * @param {Pen} pen
 * @param {Line} line
 */
export function drawLit(pen, line) {
  stroke(pen, line, pen.colours.accent, 2.2);
}

/**
 * The shape of what flows along an edge, upon it.
 *
 * @param {Pen} pen
 * @param {Line} line
 */
export function drawFlow(pen, { edge, chain }) {
  const { context, colours } = pen;
  const text = edge.shape ? formatShape(edge.shape) : `${edge.layers.length} tensors`;
  const [x, y] = halfway(chain);
  const size = onScreen(pen, 11);
  context.font = `${size}px ${colours.sans}`;
  const width = context.measureText(text).width + size;
  context.beginPath();
  context.roundRect(x - width / 2, y - size * 0.8, width, size * 1.6, size * 0.8);
  context.fillStyle = colours.accent;
  context.fill();
  context.fillStyle = colours.onAccent;
  context.fillText(text, x - width / 2 + size / 2, y + size * 0.37);
}

/**
 * @param {Pen} pen
 * @param {Line} line
 * @param {string} colour
 * @param {number} width On the screen.
 */
function stroke(pen, { edge, path, chain }, colour, width) {
  const { context } = pen;
  context.strokeStyle = colour;
  context.lineWidth = onScreen(pen, width);
  context.setLineDash(edge.known ? [] : [onScreen(pen, 1.5), onScreen(pen, 4)]);
  context.stroke(path);
  context.setLineDash([]);
  if (edge.known && pen.camera.scale > 0.4) drawArrow(pen, chain, colour);
}

/**
 * @param {Pen} pen
 * @param {import("./answer.js").Point[]} chain
 * @param {string} colour
 */
function drawArrow({ context }, chain, colour) {
  const [x, y] = chain[chain.length - 1];
  const [fromX, fromY] = chain[chain.length - 2];
  const length = Math.hypot(x - fromX, y - fromY) || 1;
  const [dx, dy] = [((x - fromX) / length) * ARROW, ((y - fromY) / length) * ARROW];
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x - dx - dy * 0.6, y - dy + dx * 0.6);
  context.lineTo(x - dx + dy * 0.6, y - dy - dx * 0.6);
  context.closePath();
  context.fillStyle = colour;
  context.fill();
}
