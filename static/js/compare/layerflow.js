import { fetchGrid, fetchLayer } from "../api.js";
import { markPainted } from "../dom.js";
import { t } from "../language.js";
import { tryAgain, wordsOf } from "../problems.js";
import { fetchDifference, fetchDifferenceGrid } from "./api.js";
import { chosenOf, haveOneShape } from "./chosen.js";
import { sideOf } from "./size.js";

/** @import { Chosen, CompareStore, Differences, Maps, SideName } from "./types.js" */

/**
 * Whenever another layer is chosen: fetch its maps of both sides and their difference, and put all
 * three on the page at once.
 *
 * @param {CompareStore} store
 */
export function followLayer(store) {
  let latest = 0;
  const load = async () => {
    latest += 1;
    const mine = latest;
    const chosen = chosenOf(store);
    if (!chosen) {
      if (!store.data.a && !store.data.b) store.put({ shown: null });
      store.busy("layer", null);
      return;
    }
    store.problem("layer", missing(store, chosen));
    store.busy("layer", t("Fetching the maps of {layer} …", { layer: (chosen.a ?? chosen.b)?.name ?? "" }));
    try {
      const [a, b, difference] = await fetchAll(store, chosen);
      if (mine !== latest) return;
      store.put({ shown: { a, b, difference }, at: null, pointer: null });
      markPainted("grid");
      prefetchNext(store);
    } catch (error) {
      if (mine !== latest) return;
      store.put({ shown: null }); // what is there is of another layer than the one that is named
      store.problem("layer", { text: wordsOf(error), action: tryAgain(() => void load()) });
    }
    if (mine === latest) store.busy("layer", null);
  };
  store.on(["a", "b", "comparison", "layer", "layer_b"], () => void load());
}

/**
 * Fetch what a layer needs before it is chosen; failures show when it is.
 *
 * @param {CompareStore} store
 * @param {string} layer
 */
export function prefetchLayer(store, layer) {
  const chosen = chosenOf(/** @type {CompareStore} */ ({ view: { ...store.view, layer, layer_b: null }, data: store.data }));
  if (chosen) fetchAll(store, chosen).catch(() => undefined);
}

/**
 * @param {CompareStore} store
 * @param {Chosen} chosen
 */
function fetchAll(store, chosen) {
  return Promise.all([fetchMaps(store, chosen, "a"), fetchMaps(store, chosen, "b"), fetchDifferences(store, chosen)]);
}

/**
 * @param {CompareStore} store
 * @param {Chosen} chosen
 * @param {SideName} name
 * @returns {Promise<Maps | null>}
 */
async function fetchMaps({ data }, chosen, name) {
  const run = data[name];
  const layer = chosen[name];
  if (!run || !layer) return null;
  const [details, grid] = await Promise.all([
    fetchLayer(run.id, layer.name), fetchGrid(run.id, layer, "layer", sideOf(layer)),
  ]);
  return { run: run.id, details, grid };
}

/**
 * @param {CompareStore} store
 * @param {Chosen} chosen
 * @returns {Promise<Differences | null>}
 */
async function fetchDifferences({ data: { a, b } }, chosen) {
  if (!a || !b || !chosen.a || !chosen.b || !haveOneShape(chosen)) return null;
  const places = /** @type {const} */ ([{ run: a.id, layer: chosen.a.name }, { run: b.id, layer: chosen.b.name }]);
  const [figures, grid] = await Promise.all([
    fetchDifference(...places), fetchDifferenceGrid(...places, sideOf(chosen.a)),
  ]);
  return { figures, grid };
}

/** @param {CompareStore} store */
function prefetchNext(store) {
  const { a, b } = store.data;
  const layers = (a ?? b)?.layers ?? [];
  const chosen = chosenOf(store);
  const at = layers.findIndex(({ name }) => name === (chosen?.a ?? chosen?.b)?.name);
  const next = layers[at + 1];
  if (next) setTimeout(() => prefetchLayer(store, next.name), 150);
}

/**
 * An address may name a layer that a network does not have.
 *
 * @param {CompareStore} store
 * @param {Chosen} chosen
 */
function missing({ view, data }, chosen) {
  const shown = chosen.a ?? chosen.b;
  if (view.layer !== null && shown && shown.name !== view.layer) {
    return { text: t("This network has no layer {layer}: {shown} is shown instead.", { layer: view.layer, shown: shown.name }) };
  }
  if (view.layer_b !== null && data.b && chosen.b && chosen.b.name !== view.layer_b) {
    return { text: t("The network of B has no layer {layer}: {shown} is shown instead.", { layer: view.layer_b, shown: chosen.b.name }) };
  }
  return null;
}
