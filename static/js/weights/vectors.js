import { make } from "../dom.js";
import { exactly } from "../cell/figure.js";
import { t } from "../language.js";

/** @import { WeightsAnswer } from "./types.js" */

const NAMES = /** @type {Record<string, string>} */ ({ running_mean: t("running mean"), running_var: t("running variance"), weight: t("weight"), bias: t("bias") });

/**
 * What is a number for each channel: a normalisation's weight, bias and running statistics.
 *
 * @param {WeightsAnswer} answer
 * @param {(number | null)[]} weight
 * @param {number[]} order
 */
export function vectorTable({ vectors }, weight, order) {
  /** @type {[string, (number | null)[]][]} */
  const columns = [["weight", weight], ...Object.entries(vectors)];
  const head = make("tr", {}, ...[t("channel"), ...columns.map(([name]) => NAMES[name] ?? name)].map((words) => make("th", { scope: "col" }, words)));
  const rows = order.filter((channel) => channel < weight.length).map((channel) => make(
    "tr", { "data-channel": channel, tabindex: -1 },
    make("th", { scope: "row" }, String(channel)),
    ...columns.map(([, values]) => make("td", {}, exactly(values[channel] ?? null))),
  ));
  return make("table", { class: "vectors", "aria-label": t("Learned numbers of each channel") }, head, ...rows);
}
