import { draw, make } from "../dom.js";
import { t } from "../language.js";
import { formatValue } from "../numbers.js";

/** @import { Store } from "../store.js" */
/** @import { Gate } from "./types.js" */

const HEIGHT = 100;
/** Of the drawing's own units, for each channel. */
const STEP = 10;

/**
 * The factor of every channel, the largest first. Pointing, or the arrow keys, tell which channel it
 * is; a click or Enter opens it.
 *
 * @param {Store} store
 * @param {Gate} gate
 */
export function gateFigure(store, { layer, values }) {
  const order = values.map((_, channel) => channel).sort((one, other) => (values[other] ?? 0) - (values[one] ?? 0));
  const most = Math.max(1, ...values.map((value) => value ?? 0));
  const bars = order.map((channel, at) => {
    const height = ((values[channel] ?? 0) / most) * HEIGHT;
    return draw("rect", { x: at * STEP, y: HEIGHT - height, width: STEP * 0.8, height });
  });
  const one = draw("line", { class: "gate-one", x1: 0, x2: order.length * STEP, y1: HEIGHT - HEIGHT / most, y2: HEIGHT - HEIGHT / most });
  const svg = draw("svg", { viewBox: `0 0 ${order.length * STEP} ${HEIGHT}`, preserveAspectRatio: "none", "aria-hidden": "true" }, one, ...bars);
  const chart = make("div", { class: "gate-chart", role: "slider", tabindex: 0, "aria-label": t("Channels by their factor"), "aria-valuemin": 1, "aria-valuemax": order.length }, svg);
  const says = make("p", { class: "gate-says" });
  let current = 0;
  const point = (/** @type {number} */ at) => {
    bars[current].removeAttribute("data-chosen");
    current = Math.min(Math.max(at, 0), order.length - 1);
    bars[current].setAttribute("data-chosen", "");
    const channel = order[current];
    const words = t("channel {channel}: × {factor}", { channel, factor: formatValue(values[channel]) });
    says.textContent = words;
    chart.setAttribute("aria-valuenow", String(current + 1));
    chart.setAttribute("aria-valuetext", words);
  };
  const open = () => store.show({ layer, channel: order[current], cell: null });
  chart.addEventListener("pointermove", ({ clientX }) => {
    const { left, width } = chart.getBoundingClientRect();
    point(Math.floor(((clientX - left) / width) * order.length));
  });
  chart.addEventListener("click", open);
  chart.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, Home: -order.length, End: order.length }[event.key];
    if (step !== undefined) point(current + step);
    else if (event.key === "Enter") open();
    else return;
    event.preventDefault();
    event.stopPropagation(); // the arrows of the guide go from step to step
  });
  const shown = store.view.layer === layer ? order.indexOf(store.view.channel ?? -1) : -1;
  point(shown < 0 ? order.length - 1 : shown);
  return make("figure", { class: "gate" }, make("figcaption", { class: "label" }, t("Factor of each channel, the largest first; the line is 1")), chart, says);
}
