import { draw, make } from "../dom.js";
import { formatCount, formatValue } from "../numbers.js";

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
  const bars = counts.map((count, index) => {
    const height = Math.min(1, count / top) * HEIGHT;
    const over = cut && count > top;
    const bar = draw("rect", { x: index + 0.08, y: HEIGHT - height, width: 0.84, height, class: over ? "over" : "" });
    const title = draw("title");
    title.textContent = `${formatValue(edges[index])} to ${formatValue(edges[index + 1])}: ${formatCount(count)}`;
    bar.append(title);
    return bar;
  });
  const low = edges[0];
  const high = edges[edges.length - 1];
  const label = `Histogram of the values from ${formatValue(low)} to ${formatValue(high)}`;
  const svg = draw("svg", { viewBox: `0 0 ${counts.length} ${HEIGHT}`, preserveAspectRatio: "none", role: "img", "aria-label": label }, ...bars);
  svg.append(draw("line", { x1: 0, x2: counts.length, y1: HEIGHT, y2: HEIGHT }));
  figure.replaceChildren(svg, caption(low, high));
}

/**
 * @param {number} low
 * @param {number} high
 */
function caption(low, high) {
  return make("figcaption", {}, make("span", {}, formatValue(low)), make("span", {}, "values"), make("span", {}, formatValue(high)));
}
