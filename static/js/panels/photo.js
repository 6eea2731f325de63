import { imageUrl } from "../api.js";
import { find, setAttributes } from "../dom.js";
import { fieldInPhoto } from "../geometry.js";
import { t } from "../language.js";
import { isPadOpen } from "../pictures.js";
import { titleOf } from "../recent.js";

/** @import { Frame } from "../types.js" */
/** @import { Store } from "../store.js" */

/**
 * The photo, the frame of what the network sees of it, and what the pointed cell sees.
 *
 * @param {Store} store
 */
export function mountPhoto(store) {
  showPhoto(store);
  const image = find("[data-photo-image]", HTMLImageElement);
  for (const event of ["load", "error"]) {
    image.addEventListener(event, () => image.toggleAttribute("data-missing", event === "error"));
  }
  store.on(["image", "uploaded"], () => showPhoto(store));
  store.on(["run", "image", "uploaded"], () => showFrame(store));
  store.on(["pointer", "cell", "details", "run"], () => showField(store));
  store.on(["run", "uploaded", "problems", "blank"], () => showCaption(store));
  store.on(["notes", "image"], () => showNotes(store));
}

/** @param {Store} store */
function showPhoto(store) {
  const image = find("[data-photo-image]", HTMLImageElement);
  const source = sourceOf(store);
  if (image.getAttribute("src") === source) return;
  image.src = source;
  image.alt = titleOf(store.view.image);
}

/**
 * A photo that was dropped here is shown from the file itself: it is there at once.
 *
 * @param {Store} store
 */
export function sourceOf({ view, data: { uploaded } }) {
  const own = uploaded && (uploaded.id === view.image || uploaded.id === "");
  return own ? uploaded.url : imageUrl(view.image, 640);
}

/** @param {Store} store */
function showFrame({ view, data: { run, uploaded } }) {
  const current = run?.image === view.image && uploaded?.id !== "";
  const outside = find("[data-frame-outside]", SVGPathElement);
  if (!current) {
    outside.removeAttribute("d");
    place("[data-frame-edge]", null);
    return;
  }
  const { photo, frame } = run;
  setAttributes(find("[data-photo-frame]", SVGSVGElement), { viewBox: `0 0 ${photo.width} ${photo.height}` });
  const { left, top, width, height } = frame;
  outside.setAttribute("d", `M0 0H${photo.width}V${photo.height}H0zM${left} ${top}h${width}v${height}h${-width}z`);
  place("[data-frame-edge]", frame);
}

/** @param {Store} store */
function showField({ view, data: { run, details, pointer } }) {
  const cell = pointer ?? view.cell;
  const field = details?.receptive_field;
  place("[data-frame-field]", run && field && cell ? fieldInPhoto(run, field, cell) : null);
}

/**
 * @param {string} selector
 * @param {Frame | null} box
 */
function place(selector, box) {
  const { left: x, top: y, width, height } = box ?? { left: 0, top: 0, width: 0, height: 0 };
  setAttributes(find(selector, SVGRectElement), { x, y, width, height, visibility: box ? "visible" : "hidden" });
}

/** @param {Store} store */
function showCaption(store) {
  const { view, data: { run, uploaded, blank } } = store;
  const caption = find("[data-photo-caption]", HTMLElement);
  if (uploaded?.id === "") caption.textContent = uploaded.title;
  else if (blank || run?.image !== view.image) caption.textContent = "\u00a0";
  else if (isPadOpen(store)) caption.textContent = titleOf(view.image);
  else caption.textContent = `${titleOf(view.image)} · ${run.photo.width}×${run.photo.height}`;
}

/** @param {Store} store */
function showNotes({ view, data: { notes, run, uploaded } }) {
  const list = find("[data-notes]", HTMLElement);
  const all = uploaded?.id === view.image ? notes : [];
  list.hidden = all.length === 0 && !run;
  list.replaceChildren(...all.map((note) => Object.assign(document.createElement("li"), { textContent: t(note) })));
}
