import { shownLayer } from "../layers.js";

/** @import { View } from "../types.js" */
/** @import { Chosen, CompareStore } from "./types.js" */

/**
 * Which layer of each side is looked at, and where their shapes differ, which layer of B has that
 * of A. The layer of the address is A's, or B's while B is alone.
 *
 * @param {CompareStore} store
 * @returns {Chosen | null} Null while there is nothing to choose from.
 */
export function chosenOf({ view, data: { a, b, comparison } }) {
  const run = a ?? b;
  if (!run || (a && b && !comparison)) return null;
  const layer = shownLayer(/** @type {View} */ ({ layer: view.layer }), run);
  if (!a || !b) return { a: a && layer, b: a ? null : layer, alike: null };
  const pair = comparison?.layers.find((each) => each.layer === layer.name);
  const asked = b.layers.find(({ name }) => name === view.layer_b);
  const partner = asked ?? b.layers.find(({ name }) => name === pair?.partner) ?? null;
  const alike = pair && (pair.same_shape ? pair.partner : pair.alike);
  return { a: layer, b: partner, alike: alike ?? null };
}

/**
 * Whether the outputs of two layers can be subtracted.
 *
 * @param {Chosen} chosen
 */
export function haveOneShape({ a, b }) {
  return a !== null && b !== null && a.shape.join() === b.shape.join();
}

/**
 * Look at another layer of A, beside its partner.
 *
 * @param {CompareStore} store
 * @param {string} layer
 * @param {number | null} [channel]
 */
export function openLayer(store, layer, channel = null) {
  store.show({ layer, layer_b: null, channel, cell: null });
}
