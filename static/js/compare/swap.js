import { find } from "../dom.js";
import { chosenOf } from "./chosen.js";

/** @import { CompareStore, Sides } from "./types.js" */

/**
 * A becomes B and B becomes A; what was looked at stays.
 *
 * @param {Sides} sides
 * @param {CompareStore} store
 */
export function mountSwap(sides, store) {
  find("[data-swap]", HTMLButtonElement).addEventListener("click", () => {
    const [a, b] = [sides.a, sides.b].map(({ view: { image, model } }) => ({ image, model }));
    const chosen = chosenOf(store);
    sides.a.show(b);
    sides.b.show(a, "replace");
    store.show({ layer: chosen?.b?.name ?? null, layer_b: chosen?.a?.name ?? null, cell: null }, "replace");
  });
}
