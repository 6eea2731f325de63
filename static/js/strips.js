/** @import { Input } from "./types.js" */

/** Between two maps of a strip, in CSS pixels. */
export const GAP = 2;
const SIDE = 42;
const ROOM = 350;
/** Networks of pictures up to this side get strips twice as high as their input. */
const TINY = 32;

/**
 * How large the maps of a strip are drawn, and how many fit side by side. The maps of a tiny network
 * are enlarged by a whole factor, so that their pixels are squares.
 *
 * @param {Input | undefined} input
 */
export function stripsFor({ height, width } = { channels: 3, height: 224, width: 224 }) {
  const longest = Math.max(height, width);
  const side = longest <= TINY ? 2 * longest : SIDE;
  return { side, maps: Math.floor((ROOM + GAP) / (side + GAP)) };
}
