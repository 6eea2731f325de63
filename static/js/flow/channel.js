import { nextFrame } from "../dom.js";
import { fetchChannel, fetchMap } from "../api.js";
import { t } from "../language.js";
import { mapsOf, shownChannel, shownLayer } from "../layers.js";
import { tryAgain, wordsOf } from "../problems.js";

/** @import { LayerName } from "../types.js" */
/** @import { Store } from "../store.js" */

/**
 * Whenever another map is opened: fetch its exact values and its figures.
 *
 * @param {Store} store
 */
export function followChannel(store) {
  let latest = "";
  const load = async () => {
    const { run, details } = store.data;
    if (!run) return;
    const layer = shownLayer(store.view, run);
    const channel = shownChannel(store.view, layer, details?.run === run.id ? details : null);
    const key = `${run.id} ${layer.name} ${channel}`;
    if (channel === null) return;
    store.problem("map", channelProblem(store, layer, channel) ?? cellProblem(store, layer));
    if (key === latest) return;
    latest = key;
    try {
      const [map, figures] = await Promise.all([
        fetchMap(run.id, layer.name, channel),
        fetchChannel(run.id, layer.name, channel),
      ]);
      if (store.data.map?.layer !== layer.name) await nextFrame(); // the grid comes first
      if (key === latest) store.put({ map: { ...map, layer: layer.name, run: run.id, channel }, figures, pointer: null });
    } catch (error) {
      if (key !== latest) return;
      latest = "";
      store.problem("map", { text: wordsOf(error), action: tryAgain(() => void load()) });
    }
  };
  store.on(["run", "layer", "channel", "cell", "details"], () => void load());
}

/**
 * An address may name a channel that this layer does not have.
 *
 * @param {Store} store
 * @param {LayerName} layer
 * @param {number} shown
 */
function channelProblem({ view }, layer, shown) {
  const asked = new URLSearchParams(location.search).get("channel");
  if (!asked || view.channel === shown) return null;
  return { text: t("{layer} has no channel {asked}: channel {shown} is shown instead.", { layer: layer.name, asked: String(asked), shown: String(shown) }) };
}

/**
 * Nor need there be the cell that it names.
 *
 * @param {Store} store
 * @param {LayerName} layer
 */
function cellProblem({ view: { cell } }, layer) {
  const asked = new URLSearchParams(location.search).get("cell");
  if (!asked) return null;
  const { height, width } = mapsOf(layer.shape);
  if (cell && cell[0] < height && cell[1] < width) return null;
  const values = { layer: layer.name, asked: String(asked), row: height - 1, column: width - 1 };
  return { text: t("{layer} has no cell {asked}: its rows are 0 to {row}, its columns 0 to {column}. Another is shown instead.", values) };
}
