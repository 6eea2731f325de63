import { draw } from "../dom.js";
import { formatPercent } from "../numbers.js";

/** @import { Axis } from "./scales.js" */

/**
 * A panel's four edges, in pixels of its drawing.
 *
 * @typedef {{left: number, right: number, top: number, bottom: number}} Box
 */

/**
 * A horizontal line for every tick of the upright axis, and its value as a percentage.
 *
 * @param {Box} box
 * @param {Axis} axis Of fractions of 1.
 */
export function uprightAxis({ left, right }, { ticks, at }) {
  const places = ticks.every((tick) => Math.abs(tick * 100 - Math.round(tick * 100)) < 1e-6) ? 0 : 1;
  return ticks.flatMap((tick) => [
    draw("line", { class: "grid-line", x1: left, x2: right, y1: at(tick), y2: at(tick) }),
    label(formatPercent(tick, places), left - 6, at(tick) + 4, "end"),
  ]);
}

/**
 * The words below a panel, and a short line for each.
 *
 * @param {Box} box
 * @param {{x: number, words: string}[]} ticks
 */
export function lyingAxis({ bottom }, ticks) {
  return ticks.flatMap(({ x, words }) => [
    draw("line", { class: "tick", x1: x, x2: x, y1: bottom, y2: bottom + 4 }),
    label(words, x, bottom + 17, "middle"),
  ]);
}

/**
 * @param {string} words
 * @param {number} x
 * @param {number} y Of the base line.
 * @param {"start" | "middle" | "end"} anchor
 * @param {string} [name] Of its class.
 */
export function label(words, x, y, anchor, name = "words") {
  const text = draw("text", { class: name, x, y, "text-anchor": anchor });
  text.textContent = words;
  return text;
}

/**
 * Words in lines that are no wider than `width`, as far as single words allow.
 *
 * @param {string} words
 * @param {number} width
 * @param {(words: string) => number} measure
 * @returns {string[]}
 */
export function wrap(words, width, measure) {
  /** @type {string[]} */
  const lines = [];
  for (const word of words.split(" ")) {
    const longer = `${lines.at(-1) ?? ""} ${word}`.trim();
    if (lines.length > 0 && measure(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/**
 * An empty drawing of the given size; what it shows is in the table that `description` names.
 *
 * @param {number} width
 * @param {number} height
 * @param {string} description
 * @param {"img" | "group"} role
 */
export function canvas(width, height, description, role) {
  return draw("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role, "aria-label": description });
}

/**
 * How wide words are in the type of an element.
 *
 * @param {HTMLElement} element
 * @param {number} [weight] 600 where the words stand out.
 * @returns {(words: string) => number}
 */
export function ruler(element, weight = 400) {
  const context = document.createElement("canvas").getContext("2d");
  const { fontSize, fontFamily } = getComputedStyle(element);
  if (context) context.font = `${weight} ${fontSize} ${fontFamily}`;
  return (words) => context?.measureText(words).width ?? 7 * words.length;
}

/**
 * Call `redraw` with the element's width, now and whenever it has changed.
 *
 * @param {HTMLElement} element
 * @param {(width: number) => void} redraw
 */
export function drawAtWidth(element, redraw) {
  let drawn = 0;
  new ResizeObserver(() => {
    const width = element.clientWidth;
    if (width === 0 || width === drawn) return;
    drawn = width;
    redraw(width);
  }).observe(element);
}
