import { find } from "../dom.js";
import { networkOf } from "../pictures.js";
import { hasTwin, isTwin, trainedId, twinId } from "../twins.js";

/** @import { Store } from "../store.js" */

/**
 * The chosen network as it was trained, or with random weights: the same layer and map of both.
 *
 * @param {Store} store
 */
export function mountTwin(store) {
  const group = find("[data-twin]", HTMLElement);
  const radios = /** @type {NodeListOf<HTMLInputElement>} */ (group.querySelectorAll("input"));
  const show = () => {
    const model = networkOf(store);
    const possible = isTwin(store.view.model) || (model !== undefined && hasTwin(model));
    group.toggleAttribute("data-impossible", !possible);
    for (const radio of radios) {
      radio.disabled = !possible;
      radio.checked = (radio.value === "untrained") === isTwin(store.view.model);
    }
  };
  for (const radio of radios) {
    radio.addEventListener("change", () => showTwin(store, radio.value === "untrained"));
  }
  store.on(["models", "model", "other"], show);
}

/**
 * @param {Store} store
 * @param {boolean} untrained
 */
export function showTwin(store, untrained) {
  const { model } = store.view;
  store.show({ model: untrained ? twinId(model) : trainedId(model) });
}
