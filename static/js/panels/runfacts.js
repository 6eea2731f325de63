import { find, make } from "../dom.js";
import { t } from "../language.js";
import { formatCount, formatTime } from "../numbers.js";

/** @import { Run } from "../types.js" */
/** @import { Store } from "../store.js" */

/**
 * What this run took, and how it was made.
 *
 * @param {Store} store
 */
export function mountRunFacts(store) {
  const list = find("[data-run-facts]", HTMLElement);
  store.on(["run"], () => {
    const { run } = store.data;
    if (run) list.replaceChildren(...factsOf(run).flatMap(pair));
  });
}

/**
 * @param {Run} run
 * @returns {[string, string][]}
 */
function factsOf({ layers, timing, layout, input, notes }) {
  return [
    [t("layers"), t("{count}, every value kept", { count: formatCount(layers.length) })],
    [t("photo"), t("{time} to {height}×{width} px", { time: formatTime(timing.preprocess), height: input.height, width: input.width })],
    [t("network"), t("{time} for all layers", { time: formatTime(timing.forward) })],
    [t("layout"), layout.replaceAll("_", " ")],
    ...notes.map((note) => /** @type {[string, string]} */ ([t("note"), t(note)])),
  ];
}

/** @param {[string, string]} fact */
function pair([term, words]) {
  return [make("dt", {}, term), make("dd", {}, words)];
}
