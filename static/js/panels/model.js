import { find } from "../dom.js";
import { t } from "../language.js";
import { measured } from "../models.js";
import { formatLarge } from "../numbers.js";
import { networkOf } from "../pictures.js";

/** @import { Model } from "../types.js" */
/** @import { Store } from "../store.js" */

/**
 * The network that is looked through: its name and its figures.
 *
 * @param {Store} store
 */
export function mountModel(store) {
  const name = find("[data-model-name]", HTMLElement);
  const facts = find("[data-model-facts]", HTMLElement);
  store.on(["models", "model", "other"], () => {
    const model = networkOf(store);
    name.textContent = name.title = model?.name ?? store.view.model;
    facts.textContent = model ? factsOf(model) : "";
    facts.title = (model && measured(model)?.words) ?? "";
  });
}

/** @param {Model} model */
function factsOf(model) {
  const { data } = model.weights;
  const share = measured(model)?.share;
  const trained = typeof data === "string" ? t(data) : "";
  const parts = [t("{count} parameters", { count: formatLarge(model.parameters) }), share && trained ? t("{share} of {data}", { share, data: trained }) : trained];
  return parts.filter(Boolean).join(" · ");
}
