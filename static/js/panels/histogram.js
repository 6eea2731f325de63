import { draw, make } from "../dom.js";
import { t } from "../language.js";
import { formatValue } from "../numbers.js";

/** @import { Histogram } from "../types.js" */

const HEIGHT = 44;
/** A bar that is this many times as high as the second is cut, or nothing else would be seen. */
const TOWERING = 2.5;

/**
 * A histogram with its ends in numbers. One towering bar, such as the zeros of a ReLU, is cut at
 * the top and drawn paler.
 *
 * @param {HTMLElement} figure
 * @param {Histogram} histogram
 */
export function showHistogram(figure, { edges, counts }) {
  const descending = [...counts].sort((one, other) => other - one);
  const cut = descending[1] > 0 && descending[0] > TOWERING * descending[1];
  const top = (cut ? descending[1] * 1.25 : descending[0]) || 1;
  /** @param {(count: number) => boolean} wanted */
  const bars = (wanted) => counts.map((count, at) => (wanted(count) ? bar(at, Math.min(1, count / top)) : "")).join("");
  const over = draw("path", { class: "over", d: bars((count) => count > top) });
  const under = draw("path", { d: bars((count) => count <= top) });
  const low = edges[0];
  const high = edges[edges.length - 1];
  const label = t("Histogram of the values from {low} to {high}", { low: formatValue(low), high: formatValue(high) });
  const svg = draw("svg", { viewBox: `0 0 ${counts.length} ${HEIGHT}`, preserveAspectRatio: "none", role: "img", "aria-label": label }, over, under);
  svg.append(draw("line", { x1: 0, x2: counts.length, y1: HEIGHT, y2: HEIGHT }));
  figure.replaceChildren(svg, caption(low, high));
}

/**
 * @param {number} at
 * @param {number} share Of the full height.
 */
function bar(at, share) {
  return share > 0 ? `M${at + 0.08} ${HEIGHT}v${-share * HEIGHT}h0.84v${share * HEIGHT}z` : "";
}

/**
 * @param {number} low
 * @param {number} high
 */
function caption(low, high) {
  return make("figcaption", {}, make("span", {}, formatValue(low)), make("span", {}, t("values")), make("span", {}, formatValue(high)));
}
