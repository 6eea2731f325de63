import { fetchWeightArray, fetchWeights } from "../api.js";
import { ApiError } from "../http.js";
import { tryAgain, wordsOf } from "../problems.js";

/** @import { Layer } from "../types.js" */
/** @import { Weights } from "../weights/types.js" */
/** @import { Store } from "../store.js" */

/** Of layers with more weights only those of the open channel are fetched: 16 MB as float32. */
const MOST_WEIGHTS = 4_000_000;

/**
 * While the weights are in view: those of the layer that is shown.
 *
 * @param {Store} store
 */
export function followWeights(store) {
  let latest = "";
  const follow = () => {
    const { view, data: { run, details, map } } = store;
    if (view.pane !== "weights" || !run || details?.run !== run.id) return;
    const channel = map?.layer === details.name ? map.channel : (view.channel ?? 0);
    const key = `${run.model} ${details.name} ${details.parameters > MOST_WEIGHTS ? channel : ""}`;
    if (key === latest) return;
    latest = key;
    store.problem("weights", null);
    fetchAll(run.model, details, details.parameters > MOST_WEIGHTS ? channel : null).then(
      (weights) => key === latest && store.put({ weights }),
      (/** @type {unknown} */ error) => {
        if (key !== latest) return;
        latest = "";
        store.problem("weights", { text: wordsOf(error), action: tryAgain(follow) });
      },
    );
  };
  store.on(["pane", "details", "map"], follow);
}

/**
 * @param {string} model
 * @param {Layer} layer
 * @param {number | null} channel
 * @returns {Promise<Weights>}
 */
async function fetchAll(model, { name: layer, kind, parameters }, channel) {
  const nothing = { model, layer, answer: null, array: null, channel };
  // Statistics of a normalisation are no parameters, but learned.
  if (parameters === 0 && kind !== "normalization") return nothing;
  try {
    const answer = await fetchWeights(model, layer);
    const array = answer.weight ? null : await fetchWeightArray(model, layer, channel);
    return { model, layer, answer, array, channel };
  } catch (error) {
    if (error instanceof ApiError && error.code === "no_weights") return nothing;
    throw error;
  }
}
