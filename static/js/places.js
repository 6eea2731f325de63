/** @import { Sheet } from "./types.js" */

/**
 * The sheet of a drawing that has grown, with every map of a strip where it was before, as far as it
 * is still among the strongest: maps that change places ten times a second cannot be watched.
 *
 * @param {Sheet} before Of the same network.
 * @param {Sheet} sheet
 * @returns {Sheet}
 */
export function keepPlaces(before, sheet) {
  const layers = sheet.layers.map((strip, at) => {
    const order = orderLike(before.layers[at]?.channels ?? [], strip.channels);
    return { ...strip, order, channels: order.map((index) => strip.channels[index]) };
  });
  return { ...sheet, layers };
}

/**
 * @param {number[]} before
 * @param {number[]} now
 * @returns {number[]} Which of `now` comes to each place.
 */
export function orderLike(before, now) {
  const newcomers = now.flatMap((channel, index) => (before.includes(channel) ? [] : [index]));
  return now.map((_, place) => {
    const index = now.indexOf(before[place]);
    return index >= 0 ? index : /** @type {number} */ (newcomers.shift());
  });
}
