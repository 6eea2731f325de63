import { find, make } from "../dom.js";
import { t, tNodes } from "../language.js";
import { formatPercent, formatValue } from "../numbers.js";
import { shownChannel } from "./order.js";

/** @import { CompareStore, Difference } from "./types.js" */

/**
 * Which channel is chosen, and what the difference of both sides amounts to, there and in the whole
 * layer.
 *
 * @param {CompareStore} store
 */
export function mountFigures(store) {
  store.on(["shown", "channel", "sort"], () => showChosen(store));
}

/** @param {CompareStore} store */
function showChosen(store) {
  const { shown } = store.data;
  const channel = shownChannel(store);
  const count = (shown?.a ?? shown?.b)?.grid.channels ?? 0;
  find("[data-chosen]", HTMLElement).textContent = channel === null ? "\u00a0" : t("Channel {channel} of {count}", { channel, count });
  const figures = shown?.difference?.figures;
  find("[data-chosen-figures]", HTMLElement).replaceChildren(...(figures && channel !== null ? factsOf(store, figures, channel) : []));
}

/**
 * @param {CompareStore} store
 * @param {Difference} figures
 * @param {number} channel
 */
function factsOf(store, figures, channel) {
  const { mean, correlation } = figures.channels[channel];
  const bold = (/** @type {string} */ text) => make("b", {}, text);
  const own = tNodes("mean |A − B| {mean}, correlation {correlation}", { mean: bold(formatValue(mean)), correlation: bold(formatValue(correlation)) });
  const whole = tNodes("whole layer: ‖A − B‖ is {relative} of ‖A‖, correlation {correlation}, {equal} the same", {
    relative: bold(formatValue(figures.relative)), correlation: bold(formatValue(figures.correlation)), equal: bold(formatPercent(figures.equal)),
  });
  const largest = largestOf(store, figures);
  return [make("span", {}, ...own), make("span", { class: "whole" }, make("span", {}, ...whole), ...(largest ? [largest] : []))];
}

/**
 * Where the two differ most, as a way there.
 *
 * @param {CompareStore} store
 * @param {Difference} figures
 */
function largestOf(store, { largest, cell }) {
  if (!cell) return null;
  const [channel, row, column] = cell;
  const button = make("button", { type: "button", class: "link", "data-largest": true }, formatValue(largest));
  button.addEventListener("click", () => store.show({ channel, cell: [row, column] }));
  return make("span", {}, ...tNodes("largest {value} in channel {channel}", { value: button, channel }));
}
