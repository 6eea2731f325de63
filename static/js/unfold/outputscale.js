import { currentUnfolded } from "./current.js";
import { signedOf } from "./signed.js";

/** @import { Store } from "../store.js" */

/**
 * The scale of the open map while it is unfolded: its own, or where other maps become it number by
 * number, one with theirs.
 *
 * @param {Store} store
 */
export function outputScale(store) {
  const { map } = store.data;
  const inputs = currentUnfolded(store)?.inputs ?? [];
  const larger = inputs.filter(({ map: { values } }) => values.length > 1);
  return map && signedOf(store, map.values, ...larger.map(({ map: { values } }) => values));
}
