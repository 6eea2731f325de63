import { draw } from "../dom.js";
import { canvas, label, lyingAxis, uprightAxis } from "./frame.js";
import { linearAxis } from "./scales.js";

/**
 * @typedef {object} Series One line.
 * @property {string} words
 * @property {string} hue The kind of layer whose colour it has.
 * @property {boolean} dashed A line of the second rank, which has no label of its own.
 * @property {number[]} values Fractions of 1, one for each place.
 *
 * @typedef {object} Chart
 * @property {number} width
 * @property {string} title
 * @property {string} across What the places are.
 * @property {string[]} places Along the lower edge, at equal distances.
 * @property {Series[]} series
 * @property {(words: string) => number} measure
 */

const HEIGHT = 240;
const LEFT = 42;
const TOP = 10;
const BOTTOM = HEIGHT - 42;
const LINE = 15;

/**
 * Lines over common places, each labelled at its end.
 *
 * @param {Chart} chart
 */
export function drawLines({ width, title, across, places, series, measure }) {
  const named = series.filter(({ dashed }) => !dashed);
  const right = width - 16 - Math.max(...named.map(({ words }) => measure(words)));
  const y = linearAxis(series.flatMap(({ values }) => values), [BOTTOM, TOP], 5);
  /** @param {number} place */
  const x = (place) => LEFT + 12 + (place / (places.length - 1)) * (right - LEFT - 18);
  const box = { left: LEFT, right, top: TOP, bottom: BOTTOM };
  const ticks = places.map((words, place) => ({ x: x(place), words }));
  const svg = canvas(width, HEIGHT, `${title}. The numbers are in the table below.`, "img");
  svg.append(
    ...uprightAxis(box, y),
    ...lyingAxis(box, ticks),
    label(across.toLowerCase(), right, HEIGHT - 6, "end", "title"),
    ...series.map((one) => line(one, x, y.at)),
    ...named.map(({ words, hue }, index) => label(words, right + 8, ends(named, y.at)[index] + 4, "start", `words hue-${hue}`)),
  );
  return svg;
}

/**
 * @param {Series} series
 * @param {(place: number) => number} x
 * @param {(value: number) => number} y
 */
function line({ hue, dashed, values }, x, y) {
  const points = values.map((value, place) => `${x(place).toFixed(1)},${y(value).toFixed(1)}`);
  const dots = dashed ? [] : values.map((value, place) => draw("circle", { cx: x(place), cy: y(value), r: 2.6 }));
  return draw("g", { class: `series hue-${hue}${dashed ? " dashed" : ""}` }, draw("polyline", { points: points.join(" ") }), ...dots);
}

/**
 * The heights at which the labels stand: beside the lines' ends, moved apart where those are close.
 *
 * @param {Series[]} series
 * @param {(value: number) => number} y
 * @returns {number[]}
 */
function ends(series, y) {
  const wanted = series.map(({ values }) => y(values[values.length - 1]));
  const order = wanted.map((_, index) => index).sort((one, other) => wanted[one] - wanted[other]);
  const places = [...wanted];
  order.forEach((index, rank) => {
    if (rank > 0) places[index] = Math.max(places[index], places[order[rank - 1]] + LINE);
  });
  return places;
}
