import { draw, setAttributes } from "../dom.js";

/** How wide the line of a part is that gives nothing, and of one that gives all, in CSS pixels. */
const WIDTHS = [0.75, 5];

/**
 * Lines from the right edges of some elements to the left edge of another: each as strong as its
 * share. Elements that are not in sight have none.
 *
 * @param {SVGSVGElement} svg Lines lie where they belong, also beyond its own size.
 * @param {{element: Element, share: number}[]} from Shares of 0 to 1.
 * @param {Element} to
 */
export function drawFan(svg, from, to) {
  const box = svg.getBoundingClientRect();
  const place = (/** @type {Element} */ element) => {
    const { top, height, left, right } = element.getBoundingClientRect();
    return { y: top + height / 2 - box.top, left: left - box.left, right: right - box.left };
  };
  const end = place(to);
  setAttributes(svg, { viewBox: `0 0 ${box.width} ${box.height}` });
  const lines = from.flatMap(({ element, share }) => {
    const start = place(element);
    if (start.y + box.top < 0 || start.y + box.top > innerHeight) return [];
    const bend = (start.right + end.left) / 2;
    const d = `M${start.right} ${start.y}C${bend} ${start.y} ${bend} ${end.y} ${end.left} ${end.y}`;
    const width = WIDTHS[0] + Math.sqrt(share) * (WIDTHS[1] - WIDTHS[0]);
    return draw("path", { d, "stroke-width": width.toFixed(2) });
  });
  svg.replaceChildren(...lines);
}
