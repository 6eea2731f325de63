import { draw, make } from "../dom.js";
import { t } from "../language.js";
import { formatValue } from "../numbers.js";
import { exactly } from "./figure.js";
import { sourceLink } from "./source.js";
import { steps } from "./steps.js";

/** @import { Store } from "../store.js" */
/** @import { ActivationOperands, Explained } from "./answer.js" */

const WIDTH = 320;
const HEIGHT = 160;
const EDGE = 12;

/**
 * The curve of an activation over all that the layer was given, and the point that this number is.
 *
 * @param {Store} store
 * @param {ActivationOperands} operands
 * @param {Explained} explained
 * @returns {Node[]}
 */
export function activationView(store, operands, { formula, explained }) {
  const { source } = operands;
  const settings = Object.entries(operands.settings).map(([name, value]) => `${name} = ${String(value)}`);
  return [
    curve(operands, source.value, explained),
    steps(t("The activation"), [
      [sourceLink(store, source), "", source.value],
      [operands.function, [t(formula), ...settings].join(", "), explained],
    ]),
  ];
}

/**
 * @param {ActivationOperands} operands
 * @param {number | null} x
 * @param {number | null} y
 */
function curve({ curve_x: xs, curve_y: ys }, x, y) {
  const across = axis(xs, WIDTH, false);
  const up = axis([...ys, 0], HEIGHT, true);
  const points = xs.flatMap((each, at) => (each === null || ys[at] === null ? [] : [`${across.at(each)},${up.at(ys[at])}`]));
  const label = t("The curve from {low} to {high}; this number goes in as {x} and comes out as {y}", {
    low: formatValue(across.low), high: formatValue(across.high), x: exactly(x), y: exactly(y),
  });
  const svg = draw("svg", { class: "curve", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": label });
  const zero = up.at(0);
  svg.append(draw("line", { class: "axis", x1: 0, x2: WIDTH, y1: zero, y2: zero }));
  if (across.low <= 0 && across.high >= 0) svg.append(draw("line", { class: "axis", x1: across.at(0), x2: across.at(0), y1: 0, y2: HEIGHT }));
  svg.append(draw("polyline", { points: points.join(" ") }));
  if (x !== null && y !== null) {
    svg.append(draw("path", { class: "guide", d: `M${across.at(x)} ${zero}V${up.at(y)}H${across.at(Math.max(across.low, Math.min(across.high, 0)))}` }));
    svg.append(draw("circle", { cx: across.at(x), cy: up.at(y), r: 4.5 }));
  }
  return make("figure", { class: "curve-figure" }, svg, make("figcaption", {}, formatValue(across.low), make("span", {}, t("what the layer was given")), formatValue(across.high)));
}

/**
 * @param {(number | null)[]} values
 * @param {number} length
 * @param {boolean} upwards
 */
function axis(values, length, upwards) {
  const finite = values.filter((value) => value !== null);
  const low = Math.min(...finite);
  const high = Math.max(...finite);
  const scale = (length - 2 * EDGE) / (high - low || 1);
  const at = (/** @type {number} */ value) => {
    const offset = EDGE + (value - low) * scale;
    return upwards ? length - offset : offset;
  };
  return { low, high, at };
}
