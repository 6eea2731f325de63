import { t } from "../language.js";

/** @import { Store } from "../store.js" */

const COLOURS = [t("red"), t("green"), t("blue")];

/**
 * What people call a channel: that of a photo by its colour, any other by its number.
 *
 * @param {Store} store
 * @param {string} layer
 * @param {number} channel
 */
export function channelName({ data: { run } }, layer, channel) {
  const found = run?.layers.find(({ name }) => name === layer);
  return found?.kind === "input" && found.shape[0] === 3 ? COLOURS[channel] : String(channel);
}

/**
 * The last two parts of a layer's name, for places without room.
 *
 * @param {string} layer
 */
export function shortName(layer) {
  return layer.split(".").slice(-2).join(".");
}
