import { make } from "../dom.js";
import { t } from "../language.js";

/** @import { Store } from "../store.js" */

/**
 * A link to a map that went into another: it opens in the same way as the one that is open.
 *
 * @param {Store} store
 * @param {{layer: string, channel: number, cell?: [row: number, column: number] | null}} target
 * @param {string | Node} [content] Its layer and channel where nothing else is said.
 */
export function mapLink(store, { layer, channel, cell = null }, content = `${layer} ${channel}`) {
  const query = new URLSearchParams(location.search);
  query.set("layer", layer);
  query.set("channel", String(channel));
  query.delete("part");
  if (cell) query.set("cell", cell.join(","));
  else query.delete("cell");
  const link = make("a", { class: "map-link", title: t("Channel {channel} of {layer}", { channel, layer }), href: `?${query.toString().replaceAll("%2C", ",").replaceAll("%3A", ":")}` }, content);
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    store.show({ layer, channel, cell, part: null });
  });
  return link;
}
