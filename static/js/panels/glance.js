import { find } from "../dom.js";
import { formatPercent } from "../numbers.js";
import { sourceOf } from "./photo.js";

/** @import { Store } from "../store.js" */

/**
 * On a narrow screen: the photo and the best answers in one line above the network.
 *
 * @param {Store} store
 */
export function mountGlance(store) {
  const image = find("[data-glance-image]", HTMLImageElement);
  const words = find("[data-glance-answers]", HTMLElement);
  store.on(["image", "uploaded"], () => {
    image.src = sourceOf(store);
  });
  store.on(["run"], () => {
    const best = store.data.run?.predictions.slice(0, 3) ?? [];
    words.textContent = best.map(({ label, probability }) => `${label} ${formatPercent(probability)}`).join(" · ");
  });
}
