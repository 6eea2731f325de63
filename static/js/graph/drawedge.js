import { tn } from "../language.js";
import { formatShape } from "../numbers.js";
import { halfway } from "./curve.js";
import { onScreen } from "./pen.js";
import { addLines } from "./trace.js";

/** @import { Point } from "./answer.js" */
/** @import { Line } from "./scene.js" */
/** @import { Pen } from "./pen.js" */

/** What a skip goes into, and gives it its colour. */
const JOINS = new Set(["addition", "multiplication", "concatenation"]);
const ARROW = 5;
const ARROWS_FROM = 0.4;
const MANY = 100;

/**
 * Draw edges, all of one colour at once: there may be more than a thousand.
 *
 * @param {Pen} pen
 * @param {Line[]} lines
 * @param {number} bottom Where the window ends, in the drawing.
 */
export function drawLines(pen, lines, bottom) {
  /** @type {Map<string, Line[]>} */
  const groups = new Map();
  for (const line of lines) {
    const key = `${line.edge.known} ${line.edge.skip} ${colourOf(pen, line)}`;
    const group = groups.get(key);
    if (group) group.push(line);
    else groups.set(key, [line]);
  }
  const { context } = pen;
  const alpha = context.globalAlpha;
  for (const group of groups.values()) {
    // Hundreds side by side are rather a shade than lines.
    const many = group[0].edge.skip && group.length > MANY;
    context.globalAlpha = many ? alpha * 0.5 : alpha;
    stroke(pen, group, bottom, colourOf(pen, group[0]), many ? 0.8 : 1.25);
  }
  context.globalAlpha = alpha;
}

/**
 * Draw the edges of the node that one looks at.
 *
 * @param {Pen} pen
 * @param {Line[]} lines
 * @param {number} bottom
 */
export function drawLit(pen, lines, bottom) {
  if (lines.length > 0) stroke(pen, lines, bottom, pen.colours.accent, 2.2);
}

/**
 * @param {Pen} pen
 * @param {Line} line
 */
function colourOf({ colours }, { edge, target }) {
  return edge.skip && JOINS.has(target.kind) ? colours.kind[target.kind] : colours.edge;
}

/**
 * The shape of what flows along an edge, upon it.
 *
 * @param {Pen} pen
 * @param {Line} line
 */
export function drawFlow(pen, { edge, chain }) {
  const { context, colours } = pen;
  const text = edge.shape ? formatShape(edge.shape) : tn("{count} tensor", "{count} tensors", edge.layers.length);
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
 * @param {Line[]} lines All known, or all not.
 * @param {number} bottom
 * @param {string} colour
 * @param {number} width On the screen.
 */
function stroke(pen, lines, bottom, colour, width) {
  const { context, camera } = pen;
  context.strokeStyle = colour;
  context.fillStyle = colour;
  context.lineWidth = onScreen(pen, width);
  context.setLineDash(lines[0].edge.known ? [] : [onScreen(pen, 1.5), onScreen(pen, 4)]);
  context.beginPath();
  addLines(context, lines, { top: camera.y, bottom, scale: camera.scale });
  context.stroke();
  context.setLineDash([]);
  if (!lines[0].edge.known || camera.scale < ARROWS_FROM) return;
  for (const { chain } of lines) {
    const [, y] = chain[chain.length - 1];
    if (y > camera.y && y < bottom + ARROW) drawArrow(pen, chain);
  }
}

/**
 * @param {Pen} pen
 * @param {Point[]} chain
 */
function drawArrow({ context }, chain) {
  const [x, y] = chain[chain.length - 1];
  const [fromX, fromY] = chain[chain.length - 2];
  const length = Math.hypot(x - fromX, y - fromY) || 1;
  const [dx, dy] = [((x - fromX) / length) * ARROW, ((y - fromY) / length) * ARROW];
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x - dx - dy * 0.6, y - dy + dx * 0.6);
  context.lineTo(x - dx + dy * 0.6, y - dy - dx * 0.6);
  context.fill();
}
