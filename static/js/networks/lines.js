import { draw } from "../dom.js";
import { t } from "../language.js";
import { canvas, label, lyingAxis, uprightAxis, wrap } from "./frame.js";
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
const LABEL_SHARE = 0.26; // of the width, for the labels, as far as single words allow

/**
 * Lines over common places, each labelled at its end.
 *
 * @param {Chart} chart
 */
export function drawLines({ width, title, across, places, series, measure }) {
  const named = series.filter(({ dashed }) => !dashed);
  const labels = named.map(({ words }) => wrap(words, width * LABEL_SHARE, measure));
  const right = width - 16 - Math.max(...labels.flat().map(measure));
  const y = linearAxis(series.flatMap(({ values }) => values), [BOTTOM, TOP], 5);
  const step = (right - LEFT - 18) / (places.length - 1);
  /** @param {number} place */
  const x = (place) => LEFT + 12 + place * step;
  const box = { left: LEFT, right, top: TOP, bottom: BOTTOM };
  const svg = canvas(width, HEIGHT, t("{title}. The numbers are in the table below.", { title }), "img");
  svg.append(
    ...uprightAxis(box, y),
    ...lyingAxis(box, thinned(places, step, measure).map((place) => ({ x: x(place), words: places[place] }))),
    label(across.toLowerCase(), right, HEIGHT - 6, "end", "title"),
    ...series.map((one) => line(one, x, y.at)),
    ...endLabels(named, labels, right + 8, y.at),
  );
  return svg;
}

/**
 * @param {string[]} places
 * @param {number} step From one to the next, in pixels.
 * @param {(words: string) => number} measure
 * @returns {number[]} The places whose words there is room for: all, or every second, third …
 */
function thinned(places, step, measure) {
  const every = Math.ceil((Math.max(...places.map(measure)) + 4) / step);
  return places.map((_, place) => place).filter((place) => place % every === 0);
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
 * The labels beside the lines' ends, moved apart where those are close.
 *
 * @param {Series[]} series
 * @param {string[][]} labels The lines of each one's label.
 * @param {number} x
 * @param {(value: number) => number} y
 */
function endLabels(series, labels, x, y) {
  const ends = series.map(({ values }) => y(values[values.length - 1]));
  const downwards = ends.map((_, index) => index).sort((one, other) => ends[one] - ends[other]);
  let free = TOP;
  return downwards.flatMap((index) => {
    const top = Math.max(ends[index] - ((labels[index].length - 1) * LINE) / 2, free);
    free = top + labels[index].length * LINE;
    return labels[index].map((words, at) => label(words, x, top + at * LINE + 4, "start", `words hue-${series[index].hue}`));
  });
}
