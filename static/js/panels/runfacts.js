import { find, make } from "../dom.js";
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
    ["layers", `${formatCount(layers.length)}, every value kept`],
    ["photo", `${formatTime(timing.preprocess)} to ${input.height}×${input.width} px`],
    ["network", `${formatTime(timing.forward)} for all layers`],
    ["layout", layout.replaceAll("_", " ")],
    ...notes.map((note) => /** @type {[string, string]} */ (["note", note])),
  ];
}

/** @param {[string, string]} fact */
function pair([term, words]) {
  return [make("dt", {}, term), make("dd", {}, words)];
}
