import { draw, make } from "../dom.js";
import { t } from "../language.js";
import { formatPercent } from "../numbers.js";

/** @import { Curves } from "./types.js" */

const WIDTH = 320;
const HEIGHT = 118;

/**
 * Accuracy after each epoch of every way of training: whole lines for new pictures, dashed ones for
 * those it was trained on.
 *
 * @param {Curves} curves
 */
export function curvesFigure({ series }) {
  const all = series.flatMap(({ train, test }) => [...train, ...test]);
  const low = Math.min(...all);
  const high = Math.max(...all);
  const epochs = Math.max(...series.map(({ test }) => test.length));
  const points = (/** @type {number[]} */ values) => values
    .map((value, at) => `${((at / Math.max(1, epochs - 1)) * WIDTH).toFixed(1)},${(HEIGHT - ((value - low) / (high - low || 1)) * HEIGHT).toFixed(1)}`)
    .join(" ");
  const lines = series.flatMap(({ train, test }, at) => [
    draw("polyline", { class: `curve-${at} dashed`, points: points(train) }),
    draw("polyline", { class: `curve-${at}`, points: points(test) }),
  ]);
  const ends = series.map(({ name, train, test }, at) => make("tr", {},
    make("th", { scope: "row" }, make("i", { class: `curve-${at}` }), name),
    make("td", {}, formatPercent(train[train.length - 1], 2)), make("td", {}, formatPercent(test[test.length - 1], 2))));
  const head = make("tr", {}, make("td", {}), make("th", { scope: "col" }, t("training, dashed")), make("th", { scope: "col" }, t("new pictures")));
  const table = make("table", {}, make("thead", {}, head), make("tbody", {}, ...ends));
  const svg = draw("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", "aria-hidden": "true" }, ...lines);
  const axis = make("div", { class: "curves-axis", "aria-hidden": "true" }, make("span", {}, formatPercent(high)), make("span", {}, formatPercent(low)));
  return make("figure", { class: "curves" },
    make("div", {}, make("figcaption", { class: "label" }, t("Accuracy after each of {count} epochs", { count: epochs })), make("div", { class: "curves-plot" }, axis, svg)), table);
}
