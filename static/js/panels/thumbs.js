import { forgetAnswers, imageUrl, removeImage } from "../api.js";
import { find, make } from "../dom.js";
import { wordsOf } from "../problems.js";
import { forgetPhoto, recentPhotos } from "../recent.js";

/** @import { Picture } from "../types.js" */
/** @import { Store } from "../store.js" */

/**
 * The samples, and the person's recent photos behind them: links, so that each has an address.
 *
 * @param {Store} store
 */
export function mountThumbs(store) {
  const list = find("[data-thumbs]", HTMLElement);
  const first = find("#workspace", HTMLElement).dataset.defaultImage ?? "";
  list.addEventListener("click", (event) => {
    const link = /** @type {Element} */ (event.target).closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    store.show({ image: link.dataset.image ?? first, cell: null });
  });
  find("[data-forget]", HTMLButtonElement).addEventListener("click", () => void forget(store, first));
  const show = () => showThumbs(store, list);
  store.on(["image", "uploaded"], show);
  show();
}

/**
 * @param {Store} store
 * @param {HTMLElement} list
 */
function showThumbs({ view, data: { uploaded } }, list) {
  const recent = recentPhotos();
  const source = (/** @type {string} */ id) => (id === uploaded?.id ? uploaded.url : imageUrl(id, 96));
  const known = new Map([...list.querySelectorAll("[data-recent]")].map((item) => [item.getAttribute("data-recent"), item]));
  known.forEach((item) => item.remove());
  const items = recent.map((photo) => known.get(photo.id) ?? thumbOf(photo, source(photo.id)));
  find("[data-thumbs-end]", HTMLElement, list).before(...items);
  for (const link of list.querySelectorAll("a")) {
    link.toggleAttribute("aria-current", false);
    if (link.dataset.image === view.image) link.setAttribute("aria-current", "true");
  }
  find("[data-recent-line]", HTMLElement).hidden = !recent.some(({ id }) => id === view.image);
}

/**
 * @param {Picture} photo
 * @param {string} source
 */
function thumbOf({ id, title }, source) {
  const image = make("img", { src: source, alt: title, width: 44, height: 44 });
  image.addEventListener("error", () => image.closest("li")?.remove());
  const href = `/?image=${encodeURIComponent(id)}`;
  return make("li", { "data-recent": id }, make("a", { class: "thumb", href, title, "data-image": id }, image));
}

/**
 * Remove the shown photo from the server and from this browser, and what was computed of it from
 * this page.
 *
 * @param {Store} store
 * @param {string} next What is shown instead.
 */
async function forget(store, next) {
  const { image } = store.view;
  try {
    await removeImage(image);
    forgetPhoto(image);
    forgetAnswers();
    if (store.view.image === image) store.show({ image: next, cell: null });
    dropFile(store, image);
  } catch (error) {
    store.problem("photo", { text: wordsOf(error) });
  }
}

/**
 * Let go of the file that a photo of this visit was shown from.
 *
 * @param {Store} store
 * @param {string} image
 */
function dropFile(store, image) {
  const { uploaded } = store.data;
  if (uploaded?.id !== image) return;
  store.put({ uploaded: null, notes: [] });
  URL.revokeObjectURL(uploaded.url);
}
