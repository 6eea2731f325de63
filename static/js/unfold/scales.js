import { reachOf, signedUpTo } from "./signed.js";

/** @import { Store } from "../store.js" */
/** @import { Signed } from "./signed.js" */
/** @import { Sum } from "./types.js" */

/**
 * The scales of the columns of a sum: of the input maps, the kernels, and the two convolved.
 *
 * @typedef {{input: Signed, kernel: Signed, part: Signed}} Scales
 */

/** @type {WeakMap<Sum, [input: number, kernel: number, part: number]>} */
const known = new WeakMap();

/**
 * @param {Store} store
 * @param {Sum} sum
 * @returns {Scales | null} Null while the palettes have not arrived.
 */
export function scalesOf(store, sum) {
  const reaches = known.get(sum) ?? reachesOf(sum);
  known.set(sum, reaches);
  const [input, kernel, part] = reaches.map((reach) => signedUpTo(store, reach));
  return input && kernel && part && { input, kernel, part };
}

/**
 * @param {Sum} sum
 * @returns {[number, number, number]}
 */
function reachesOf({ parts, rest }) {
  const most = (/** @type {ArrayLike<number | null>[]} */ arrays) => Math.max(0, ...arrays.map(reachOf));
  return [
    most(parts.map(({ input }) => input.map.values)),
    most(parts.flatMap(({ kernel }) => kernel)),
    Math.max(most(parts.map(({ map }) => map.values)), rest ? reachOf(rest.map.values) : 0),
  ];
}
