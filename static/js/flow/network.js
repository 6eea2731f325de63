import { requestJson } from "../http.js";
import { networkOf } from "../pictures.js";

/** @import { Model } from "../types.js" */
/** @import { Store } from "../store.js" */

/**
 * An address may name a network by another name than the list has, such as that of its weights:
 * then ask what it is.
 *
 * @param {Store} store
 */
export function followNetwork(store) {
  store.on(["models", "model"], () => {
    const { view: { model }, data: { models } } = store;
    if (models.length > 0 && !networkOf(store)) void learn(store, model);
  });
}

/**
 * @param {Store} store
 * @param {string} model
 */
async function learn(store, model) {
  try {
    const answer = /** @type {Model} */ (await requestJson(`/models/${encodeURIComponent(model)}`));
    if (store.view.model === model) store.put({ other: { ...answer, id: model } });
  } catch {
    // The run says what is wrong with the network.
  }
}
