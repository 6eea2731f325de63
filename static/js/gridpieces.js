/** @import { Grid, Scale } from "./types.js" */

// The scales of more maps than these do not fit into the headers of one answer.
const MOST_SCALES = 2048;

/**
 * Which channels of a layer to ask for in one request after the other, as the end of its address.
 *
 * @param {Scale} scale
 * @param {number} channels How many the layer has.
 * @returns {string[]} One empty end where one request gives all of them.
 */
export function piecesOf(scale, channels) {
  if (scale !== "channel" || channels <= MOST_SCALES) return [""];
  return Array.from({ length: Math.ceil(channels / MOST_SCALES) }, (_, piece) => {
    const first = piece * MOST_SCALES;
    return `&channels=${first}-${Math.min(first + MOST_SCALES, channels) - 1}`;
  });
}

/**
 * The grid of all maps, from those of some maps each.
 *
 * @param {Omit<Grid, "side">[]} pieces In the order of their channels; at least one.
 * @returns {Omit<Grid, "side">}
 */
export function joined(pieces) {
  if (pieces.length === 1) return pieces[0];
  const pixels = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.pixels.length, 0));
  let at = 0;
  for (const piece of pieces) {
    pixels.set(piece.pixels, at);
    at += piece.pixels.length;
  }
  return {
    ...pieces[0],
    channels: pieces.reduce((sum, piece) => sum + piece.channels, 0),
    minimum: pieces.flatMap(({ minimum }) => minimum),
    maximum: pieces.flatMap(({ maximum }) => maximum),
    pixels,
  };
}
