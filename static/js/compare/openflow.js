import { fetchMap } from "../api.js";
import { t } from "../language.js";
import { tryAgain, wordsOf } from "../problems.js";
import { fetchDifferenceMap } from "./api.js";
import { shownChannel } from "./order.js";

/** @import { CompareStore, Maps, Shown } from "./types.js" */

/**
 * Whenever another channel is chosen: fetch its maps exactly, of both sides and their difference.
 *
 * @param {CompareStore} store
 */
export function followOpen(store) {
  let latest = 0;
  const load = async () => {
    latest += 1;
    const mine = latest;
    const { shown } = store.data;
    const channel = shownChannel(store);
    if (!shown || channel === null) {
      store.problem("map", null);
      store.put({ open: null });
      return;
    }
    store.problem("map", missing(store, channel));
    try {
      const [a, b, difference] = await fetchAll(shown, channel);
      if (mine === latest) store.put({ open: { channel, of: shown, maps: { a, b, difference } } });
    } catch (error) {
      if (mine !== latest) return;
      store.put({ open: null });
      store.problem("map", { text: wordsOf(error), action: tryAgain(() => void load()) });
    }
  };
  store.on(["shown", "channel", "sort"], () => void load());
}

/**
 * @param {Shown} shown
 * @param {number} channel
 */
function fetchAll({ a, b, difference }, channel) {
  /** @param {Maps | null} maps */
  const own = (maps) => (maps && channel < maps.grid.channels ? fetchMap(maps.run, maps.details.name, channel) : null);
  const both = a && b && difference;
  return Promise.all([own(a), own(b), both ? fetchDifferenceMap(placeOf(a), placeOf(b), channel) : null]);
}

/** @param {Maps} maps */
function placeOf({ run, details }) {
  return { run, layer: details.name };
}

/**
 * An address may name a channel that no side has.
 *
 * @param {CompareStore} store
 * @param {number} shown
 */
function missing({ view }, shown) {
  if (view.channel === null || view.channel === shown) return null;
  return { text: t("There is no channel {channel}: channel {shown} is shown instead.", { channel: view.channel, shown }) };
}
