import { find, make } from "../dom.js";
import { formatPercent } from "../numbers.js";
import { sourceOf } from "./photo.js";

/** @import { Store } from "../store.js" */

/**
 * On a narrow screen: the photo, the network's name and its best answers above its layers.
 *
 * @param {Store} store
 */
export function mountGlance(store) {
  const image = find("[data-glance-image]", HTMLImageElement);
  const words = find("[data-glance-answers]", HTMLElement);
  store.on(["image", "uploaded"], () => {
    image.src = sourceOf(store);
  });
  store.on(["run", "models"], () => {
    const { run, models } = store.data;
    const name = models.find(({ id }) => id === run?.model)?.name ?? "";
    const best = run?.predictions.slice(0, 3).map(({ label, probability }) => `${label} ${formatPercent(probability)}`) ?? [];
    words.replaceChildren(make("span", { class: "quiet-text" }, name), best.join(" · "));
  });
}
