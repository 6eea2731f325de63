/**
 * @typedef {object} Point Somewhere in a drawing, with a label of some width.
 * @property {number} x
 * @property {number} y
 * @property {number} width
 *
 * @typedef {import("./frame.js").Box} Box
 * @typedef {{x: number, y: number, anchor: "start" | "middle" | "end"}} Placed
 */

const HEIGHT = 15;
const CLEAR = 9; // around a point, so that its neighbour's label cannot be taken for its own
const INSIDE = 4; // from the frame
const AWAY = 9; // from the point's middle to the label
const ROUNDS = 4;

/**
 * Where to write each point's label so that it is close to no other point, hides no other label, and stays inside
 * the box, as far as there is room: beside the point, above it, or below.
 *
 * One after the other takes the best place that is left; then each may better its own, as the others now stand.
 *
 * @param {Point[]} points
 * @param {Box} box
 * @returns {Placed[]} The middle of each label's line, in the points' order.
 */
export function placeLabels(points, box) {
  const dots = points.map(({ x, y }) => ({ left: x - CLEAR, right: x + CLEAR, top: y - CLEAR, bottom: y + CLEAR }));
  /** @type {Placed[]} */
  const places = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    points.forEach((point, index) => {
      const labels = places.map((place, at) => extent(place, points[at].width));
      const others = [...dots, ...labels].filter((_, at) => at !== index && at !== dots.length + index);
      places[index] = leastBad(candidates(point), (place) => badness(extent(place, point.width), others, box));
    });
  }
  return places;
}

/**
 * @param {Point} point
 * @returns {Placed[]} The best first.
 */
function candidates({ x, y }) {
  return [
    { x: x + AWAY, y, anchor: "start" },
    { x: x - AWAY, y, anchor: "end" },
    { x, y: y - 14, anchor: "middle" },
    { x, y: y + 14, anchor: "middle" },
    { x: x + 4, y: y - 14, anchor: "start" },
    { x: x + 4, y: y + 14, anchor: "start" },
    { x: x - 4, y: y - 14, anchor: "end" },
    { x: x - 4, y: y + 14, anchor: "end" },
  ];
}

/**
 * @param {Placed} place
 * @param {number} width
 * @returns {Box}
 */
function extent({ x, y, anchor }, width) {
  const left = anchor === "start" ? x : anchor === "end" ? x - width : x - width / 2;
  return { left, right: left + width, top: y - HEIGHT / 2, bottom: y + HEIGHT / 2 };
}

/**
 * How much of a label is hidden or lies outside.
 *
 * @param {Box} label
 * @param {Box[]} others
 * @param {Box} box
 */
function badness(label, others, box) {
  const inside = overlap(label, { ...box, left: box.left + INSIDE, right: box.right - INSIDE });
  const outside = (label.right - label.left) * (label.bottom - label.top) - inside;
  return outside + others.reduce((sum, other) => sum + overlap(label, other), 0);
}

/**
 * @param {Box} one
 * @param {Box} other
 * @returns {number} In square pixels.
 */
function overlap(one, other) {
  const width = Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const height = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  return width > 0 && height > 0 ? width * height : 0;
}

/**
 * @param {Placed[]} places
 * @param {(place: Placed) => number} bad
 * @returns {Placed} The first of the least bad.
 */
function leastBad(places, bad) {
  return places.reduce((best, place) => (bad(place) < bad(best) - 1e-6 ? place : best));
}
