/** @import { Explained } from "../cell/answer.js" */
/** @import { Store } from "../store.js" */
/** @import { Unfolded } from "./types.js" */

/**
 * What went into the open map, if it has come and belongs to it.
 *
 * @param {Store} store
 * @returns {Unfolded | null}
 */
export function currentUnfolded({ data: { unfolded, map } }) {
  if (!unfolded || !map) return null;
  return unfolded.run === map.run && unfolded.layer === map.layer && unfolded.channel === map.channel ? unfolded : null;
}

/**
 * The number that was taken apart last, if it is one of the open map.
 *
 * @param {Store} store
 * @returns {Explained | null}
 */
export function currentExplained({ data: { explained, map } }) {
  if (!explained || !map) return null;
  return explained.run === map.run && explained.layer === map.layer && explained.cell[0] === map.channel ? explained : null;
}
