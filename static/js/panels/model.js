import { fetchModels } from "../api.js";
import { find, make } from "../dom.js";
import { formatLarge } from "../numbers.js";

/** @import { Model } from "../types.js" */
/** @import { Store } from "../store.js" */

/**
 * The network: its name and size, and a choice where there is more than one.
 *
 * @param {Store} store
 */
export function mountModel(store) {
  const select = find("[data-model]", HTMLSelectElement);
  select.addEventListener("change", () => {
    store.show({ model: select.value, layer: null, channel: null, cell: null });
  });
  store.on(["models", "model"], () => showModel(store, select));
  fetchModels().then(
    ({ models }) => store.put({ models }),
    () => undefined, // the run says what is wrong with the server
  );
}

/**
 * @param {Store} store
 * @param {HTMLSelectElement} select
 */
function showModel({ view, data: { models } }, select) {
  const model = models.find(({ id }) => id === view.model);
  const choice = models.length > 1;
  select.hidden = !choice;
  select.replaceChildren(...models.map(({ id, name }) => make("option", { value: id }, name)));
  select.value = view.model;
  const name = find("[data-model-name]", HTMLElement);
  name.hidden = choice;
  name.textContent = model?.name ?? view.model;
  find("[data-model-facts]", HTMLElement).textContent = model ? factsOf(model) : "";
}

/** @param {Model} model */
function factsOf({ parameters, input, weights }) {
  const side = input.height === input.width ? `${input.height} px` : `${input.height}×${input.width} px`;
  const parts = [weights.data, `${formatLarge(parameters)} parameters`, side];
  return parts.filter((part) => typeof part === "string").join(" · ");
}
