import { forgetAnswers, imageUrl, removeImage } from "../api.js";
import { find, make, setAttributes } from "../dom.js";
import { firstPicture } from "../flow/picture.js";
import { takesDigits } from "../models.js";
import { networkOf } from "../pictures.js";
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
  list.addEventListener("click", (event) => {
    const thumb = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-image]"));
    if (!thumb?.dataset.image || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    store.put({ blank: false });
    store.show({ image: thumb.dataset.image, cell: null });
  });
  find("[data-forget]", HTMLButtonElement).addEventListener("click", () => void forget(store));
  const show = () => showThumbs(store, list);
  store.on(["image", "uploaded", "blank"], show);
  store.on(["models", "model"], () => showSamples(store, list));
  show();
}

/**
 * Networks that read digits are offered the ten digits, all others the photos.
 *
 * @param {Store} store
 * @param {HTMLElement} list
 */
function showSamples(store, list) {
  const kind = takesDigits(networkOf(store)) ? "digit" : "photo";
  for (const item of /** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll("[data-sample]"))) {
    item.hidden = item.dataset.sample !== kind;
  }
}

/**
 * @param {Store} store
 * @param {HTMLElement} list
 */
function showThumbs({ view, data: { uploaded, blank } }, list) {
  const recent = recentPhotos();
  const source = (/** @type {string} */ id) => (id === uploaded?.id ? uploaded.url : imageUrl(id, 96));
  const known = new Map([...list.querySelectorAll("[data-recent]")].map((item) => [item.getAttribute("data-recent"), item]));
  known.forEach((item) => item.remove());
  const items = recent.map((photo) => known.get(photo.id) ?? thumbOf(photo, source(photo.id)));
  find("[data-thumbs-end]", HTMLElement, list).before(...items);
  for (const thumb of list.querySelectorAll("[data-image]")) {
    const current = !blank && thumb.getAttribute("data-image") === view.image;
    setAttributes(thumb, { "aria-current": current && "true" });
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
 */
async function forget(store) {
  const { image } = store.view;
  try {
    await removeImage(image);
    forgetPhoto(image);
    forgetAnswers();
    if (store.view.image === image) store.show({ image: firstPicture(networkOf(store)), cell: null });
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
