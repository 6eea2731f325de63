import { shownLayer } from "../layers.js";

/** @import { Store } from "../store.js" */

/**
 * The links to the page of two sides carry along what is looked at here: it becomes the first side.
 *
 * @param {Store} store
 */
export function mountCompareLink(store) {
  const links = /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a[data-compare]"));
  const follow = () => {
    const { view, data: { run } } = store;
    const query = new URLSearchParams({ a: view.image, model_a: view.model });
    if (run) query.set("layer", shownLayer(view, run).name);
    if (view.channel !== null) query.set("channel", String(view.channel));
    for (const link of links) link.href = `/compare?${query.toString()}`;
  };
  store.on(["image", "model", "layer", "channel", "run"], follow);
  follow();
}
