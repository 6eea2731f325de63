import { parse } from "../address.js";

/** @import { View } from "../types.js" */
/** @import { Store } from "../store.js" */
/** @import { Lens, Step } from "./types.js" */

/** What of the page a step sets: which picture, network and colours is the person's own choice. */
const SET = /** @type {const} */ ([
  "layer", "channel", "cell", "unfold", "all", "part", "pane", "sort", "view", "open", "effective", "kind", "q",
]);

/**
 * The state of the page that a step leads to; what it does not name is as in a new page.
 *
 * @param {Step} step
 * @returns {Partial<View>}
 */
export function stateOf({ view }) {
  const query = new URLSearchParams(Object.entries(view).map(([key, value]) => [key, String(value)]));
  const whole = parse(`?${query.toString()}`, { model: "", imageOf: () => "" });
  return Object.fromEntries(SET.map((key) => [key, whole[key]]));
}

/**
 * The guided way of the network in view, once it is known to have one.
 *
 * @param {Pick<Store, "view" | "data">} store
 * @returns {Lens | null}
 */
export function lensOf({ view, data: { lens } }) {
  return lens?.model === view.model && lens.steps.length > 0 ? lens : null;
}

/**
 * The step that is open, and its number from 1.
 *
 * @param {Pick<Store, "view" | "data">} store
 * @returns {{lens: Lens, step: Step, number: number} | null}
 */
export function openStep(store) {
  const lens = lensOf(store);
  const { guide } = store.view;
  if (!lens || guide === null) return null;
  const number = Math.min(Math.max(guide, 1), lens.steps.length);
  return { lens, step: lens.steps[number - 1], number };
}

/**
 * Go to a step, if there is one of that number, and to the state of the page that it leads to.
 *
 * @param {Store} store
 * @param {number} number From 1.
 * @param {"push" | "replace"} [history]
 */
export function goToStep(store, number, history = "push") {
  const step = lensOf(store)?.steps[number - 1];
  if (step) store.show({ guide: number, ...stateOf(step) }, history);
}
