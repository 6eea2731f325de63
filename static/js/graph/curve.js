/** @import { Point } from "./answer.js" */

const STEPS = 10;

/**
 * The smooth curve that begins at the first point, ends at the last and touches the middles of the
 * lines between them, as quadratic pieces.
 *
 * @param {Point[]} points
 * @returns {{control: Point, end: Point}[]}
 */
export function piecesOf(points) {
  return points.slice(1, -1).map((control, index) => {
    const next = points[index + 2];
    return { control, end: index + 3 === points.length ? next : middle(control, next) };
  });
}

/**
 * The curve as a chain of short lines.
 *
 * @param {Point[]} points
 * @returns {Point[]}
 */
export function flattened(points) {
  if (points.length === 2) return points;
  const chain = [points[0]];
  for (const { control, end } of piecesOf(points)) {
    const start = chain[chain.length - 1];
    for (let step = 1; step <= STEPS; step += 1) chain.push(onPiece(start, control, end, step / STEPS));
  }
  return chain;
}

/**
 * A chain with fewer points, nowhere further than `slack` from the one given.
 *
 * @param {Point[]} chain
 * @param {number} slack
 * @returns {Point[]}
 */
export function simplified(chain, slack) {
  if (chain.length <= 2) return chain;
  const ends = [chain[0], chain[chain.length - 1]];
  const away = chain.map((point) => distance(ends, point));
  const furthest = Math.max(...away);
  if (furthest <= slack) return ends;
  const at = away.indexOf(furthest);
  return [...simplified(chain.slice(0, at + 1), slack), ...simplified(chain.slice(at), slack).slice(1)];
}

/**
 * How far a point is from a chain of lines.
 *
 * @param {Point[]} chain
 * @param {Point} point
 */
export function distance(chain, [x, y]) {
  let least = Infinity;
  for (let index = 1; index < chain.length; index += 1) {
    const [ax, ay] = chain[index - 1];
    const [dx, dy] = [chain[index][0] - ax, chain[index][1] - ay];
    const along = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1);
    const part = Math.min(1, Math.max(0, along));
    least = Math.min(least, Math.hypot(x - ax - part * dx, y - ay - part * dy));
  }
  return least;
}

/**
 * The point half way along a chain of lines.
 *
 * @param {Point[]} chain
 * @returns {Point}
 */
export function halfway(chain) {
  const lengths = chain.slice(1).map(([x, y], index) => Math.hypot(x - chain[index][0], y - chain[index][1]));
  let left = lengths.reduce((sum, length) => sum + length, 0) / 2;
  for (const [index, length] of lengths.entries()) {
    if (left <= length) return mixed(chain[index], chain[index + 1], length ? left / length : 0);
    left -= length;
  }
  return chain[0];
}

/**
 * @param {Point} start
 * @param {Point} control
 * @param {Point} end
 * @param {number} part
 * @returns {Point}
 */
function onPiece(start, control, end, part) {
  return mixed(mixed(start, control, part), mixed(control, end, part), part);
}

/**
 * @param {Point} one
 * @param {Point} other
 * @returns {Point}
 */
function middle(one, other) {
  return mixed(one, other, 0.5);
}

/**
 * @param {Point} one
 * @param {Point} other
 * @param {number} part
 * @returns {Point}
 */
function mixed([ax, ay], [bx, by], part) {
  return [ax + (bx - ax) * part, ay + (by - ay) * part];
}
