import { imageUrl } from "../api.js";
import { find, make, setAttributes } from "../dom.js";
import { recentPhotos } from "../recent.js";

/** @import { Store } from "../store.js" */

/**
 * The pictures that a side can be of: the samples, and behind them the person's own recent photos,
 * whichever side has got them.
 *
 * @param {Store} store
 * @param {HTMLElement} side
 * @param {Store} other
 */
export function mountThumbs(store, side, other) {
  const list = find("[data-side-thumbs]", HTMLElement, side);
  const showRecent = recentIn(list);
  const show = () => {
    showRecent();
    markCurrent(list, store.view.image);
  };
  list.addEventListener("click", ({ target }) => {
    const thumb = /** @type {Element} */ (target).closest("[data-image]");
    if (thumb instanceof HTMLElement && thumb.dataset.image) store.show({ image: thumb.dataset.image });
  });
  store.on(["image", "uploaded"], show);
  other.on(["uploaded"], show);
  show();
}

/**
 * Made anew only for another photo: the one that was clicked keeps the focus.
 *
 * @param {HTMLElement} list
 */
function recentIn(list) {
  const end = find("[data-thumbs-end]", HTMLElement, list);
  let there = "";
  return () => {
    const recent = recentPhotos();
    const wanted = recent.map(({ id }) => id).join(" ");
    if (wanted === there) return;
    there = wanted;
    for (const old of list.querySelectorAll("[data-recent]")) old.remove();
    for (const { id, title } of recent) end.before(thumbOf(id, title));
  };
}

/**
 * @param {HTMLElement} list
 * @param {string} image
 */
function markCurrent(list, image) {
  for (const thumb of /** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll("[data-image]"))) {
    setAttributes(thumb, { "aria-current": thumb.dataset.image === image && "true" });
  }
}

/**
 * @param {string} id
 * @param {string} title
 */
function thumbOf(id, title) {
  const image = make("img", { src: imageUrl(id, 96), alt: title, width: 30, height: 30 });
  image.addEventListener("error", () => image.closest("li")?.remove());
  return make("li", { "data-recent": id }, make("button", { type: "button", class: "thumb", title, "data-image": id }, image));
}
