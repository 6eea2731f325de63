import { MIDDLE } from "./drawnode.js";

/** @import { Point } from "./answer.js" */
/** @import { Line } from "./scene.js" */

/** From further away than this a skip is a vertical line and hardly anything more. */
const VERY_FAR = 0.08;

/**
 * What of the drawing's height is in sight, and at which scale.
 *
 * @typedef {{top: number, bottom: number, scale: number}} Sight
 */

/**
 * Add edges to the path of a canvas, as far as they are in sight. A dense block has more than a
 * thousand, of which hundreds run side by side through the window and cover each other: of those
 * that would fill the same pixels, one is added.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {Line[]} lines
 * @param {Sight} sight
 */
export function addLines(context, lines, sight) {
  const { top, bottom, scale } = sight;
  /** @type {Set<number>} */
  const passing = new Set();
  const columns = new Columns();
  for (const { edge, box, chain, coarse } of lines) {
    const way = scale < MIDDLE ? coarse : chain;
    if (scale < VERY_FAR && edge.skip) {
      columns.add(Math.round((box.x + box.width) * scale), box.y, box.y + box.height);
    } else if (box.y >= top || box.y + box.height <= bottom || !isKnown(passing, way, sight)) {
      addVisible(context, way, top, bottom);
    }
  }
  columns.addTo(context, scale);
}

/**
 * Whether another line has passed through the window by the same pixels; if not, this one has.
 *
 * @param {Set<number>} passing
 * @param {Point[]} way
 * @param {Sight} sight
 */
function isKnown(passing, way, { top, bottom, scale }) {
  const key = Math.round(acrossAt(way, top) * scale) * 65536 + Math.round(acrossAt(way, bottom) * scale);
  if (passing.has(key)) return true;
  passing.add(key);
  return false;
}

/**
 * Where a chain first reaches a height.
 *
 * @param {Point[]} chain
 * @param {number} y
 */
function acrossAt(chain, y) {
  let at = 1;
  while (at < chain.length - 1 && chain[at][1] < y) at += 1;
  const [before, after] = [chain[at - 1], chain[at]];
  const part = (y - before[1]) / (after[1] - before[1] || 1);
  return before[0] + (after[0] - before[0]) * part;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Point[]} chain
 * @param {number} top
 * @param {number} bottom
 */
function addVisible(context, chain, top, bottom) {
  let drawing = false;
  for (let at = 1; at < chain.length; at += 1) {
    const [from, to] = [chain[at - 1], chain[at]];
    const outside = (from[1] < top && to[1] < top) || (from[1] > bottom && to[1] > bottom);
    if (!outside && !drawing) context.moveTo(from[0], from[1]);
    if (!outside) context.lineTo(to[0], to[1]);
    drawing = !outside;
  }
}

/** Vertical lines by pixel column; those that overlap are one. */
export class Columns {
  /** @type {Map<number, [number, number][]>} */
  #intervals = new Map();

  /**
   * @param {number} column
   * @param {number} from
   * @param {number} to
   */
  add(column, from, to) {
    const known = this.#intervals.get(column);
    if (known) known.push([from, to]);
    else this.#intervals.set(column, [[from, to]]);
  }

  /** @returns {Map<number, [number, number][]>} By column, from top to bottom. */
  get merged() {
    return new Map([...this.#intervals].map(([column, intervals]) => [column, union(intervals)]));
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {number} scale
   */
  addTo(context, scale) {
    for (const [column, intervals] of this.merged) {
      for (const [from, to] of intervals) {
        context.moveTo(column / scale, from);
        context.lineTo(column / scale, to);
      }
    }
  }
}

/**
 * @param {[number, number][]} intervals
 * @returns {[number, number][]}
 */
function union(intervals) {
  /** @type {[number, number][]} */
  const found = [];
  for (const [from, to] of intervals.toSorted((one, other) => one[0] - other[0])) {
    const last = found[found.length - 1];
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else found.push([from, to]);
  }
  return found;
}
