import { fetchGrid, fetchLayer } from "../api.js";
import { find } from "../dom.js";
import { sideFor } from "../gridsize.js";
import { t } from "../language.js";
import { shownLayer } from "../layers.js";
import { tryAgain, wordsOf } from "../problems.js";

/** @import { LayerName, Run } from "../types.js" */
/** @import { Store } from "../store.js" */

/**
 * Whenever another layer is shown, or in another way: fetch its figures and the grid of its maps,
 * then those of its neighbours, so that the next step is there at once.
 *
 * @param {Store} store
 */
export function followLayer(store) {
  let latest = 0;
  const load = async () => {
    const { run } = store.data;
    if (!run) return;
    latest += 1;
    const mine = latest;
    const layer = shownLayer(store.view, run);
    store.problem("layer", problemOf(store, run, layer));
    store.busy("layer", t("Fetching the maps of {layer} …", { layer: layer.name }));
    try {
      const [details, grid] = await fetchBoth(store, run, layer);
      if (mine !== latest) return;
      store.put({ details: { ...details, run: run.id }, grid });
      store.busy("layer", null);
      prefetchNeighbours(store, run, layer);
    } catch (error) {
      if (mine !== latest) return;
      store.busy("layer", null);
      store.problem("layer", { text: wordsOf(error), action: tryAgain(() => void load()) });
    }
  };
  store.on(["run", "layer", "scale", "size"], () => void load());
}

/**
 * Fetch what the layer's pane needs before it is asked for; failures show when it is.
 *
 * @param {Store} store
 * @param {string} name
 */
export function prefetchLayer(store, name) {
  const { run } = store.data;
  const layer = run?.layers.find((one) => one.name === name);
  if (run && layer) fetchBoth(store, run, layer).catch(() => undefined);
}

/**
 * @param {Store} store
 * @param {Run} run
 * @param {LayerName} layer
 */
function fetchBoth(store, run, layer) {
  const { scale, size } = store.view;
  const available = find("[data-grid]", HTMLElement).clientWidth || innerWidth; // while it is closed
  const side = sideFor(size, layer, available);
  return Promise.all([fetchLayer(run.id, layer.name), fetchGrid(run.id, layer, scale, side)]);
}

/**
 * @param {Store} store
 * @param {Run} run
 * @param {LayerName} layer
 */
function prefetchNeighbours(store, run, layer) {
  const at = run.layers.indexOf(layer);
  setTimeout(() => {
    for (const neighbour of [run.layers[at + 1], run.layers[at - 1]]) {
      if (neighbour && store.data.sheet?.run === run.id) prefetchLayer(store, neighbour.name);
    }
  }, 100);
}

/**
 * An address may name a layer that this network does not have.
 *
 * @param {Store} store
 * @param {Run} run
 * @param {LayerName} shown
 */
function problemOf({ view }, run, shown) {
  if (view.layer === null || run.layers.some(({ name }) => name === view.layer)) return null;
  return { text: t("This network has no layer {asked}: {shown} is shown instead.", { asked: String(view.layer), shown: shown.name }) };
}
