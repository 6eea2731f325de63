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
  const last = chain.length - 1;
  let [at, furthest] = [0, slack];
  for (let index = 1; index < last; index += 1) {
    const away = fromLine(chain[0], chain[last], chain[index]);
    if (away > furthest) [at, furthest] = [index, away];
  }
  if (at === 0) return [chain[0], chain[last]];
  return [...simplified(chain.slice(0, at + 1), slack), ...simplified(chain.slice(at), slack).slice(1)];
}

/**
 * How far a point is from a chain of lines.
 *
 * @param {Point[]} chain
 * @param {Point} point
 */
export function distance(chain, point) {
  let least = Infinity;
  for (let at = 1; at < chain.length; at += 1) least = Math.min(least, fromLine(chain[at - 1], chain[at], point));
  return least;
}

/**
 * @param {Point} start
 * @param {Point} end
 * @param {Point} point
 */
function fromLine(start, end, point) {
  const [dx, dy] = [end[0] - start[0], end[1] - start[1]];
  const [x, y] = [point[0] - start[0], point[1] - start[1]];
  const part = Math.min(1, Math.max(0, (x * dx + y * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - part * dx, y - part * dy);
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
