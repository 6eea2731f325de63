import { t } from "./language.js";
import { isDrawing } from "./pictures.js";
import { recall, remember } from "./storage.js";

/** @import { Picture } from "./types.js" */

const KEY = "convscope.recent";
const MOST = 8;

/**
 * The person's own photos, newest first. They are remembered in this browser and nowhere else.
 *
 * @returns {Picture[]}
 */
export function recentPhotos() {
  try {
    const list = /** @type {unknown} */ (JSON.parse(recall(KEY) ?? "[]"));
    return Array.isArray(list) ? list.filter(isPicture) : [];
  } catch {
    return [];
  }
}

/** @param {Picture} photo */
export function rememberPhoto({ id, title, width, height }) {
  const others = recentPhotos().filter((known) => known.id !== id);
  store([{ id, title, width, height }, ...others].slice(0, MOST));
}

/** @param {string} id */
export function forgetPhoto(id) {
  store(recentPhotos().filter((known) => known.id !== id));
}

/**
 * What a picture is called.
 *
 * @param {string} image
 */
export function titleOf(image) {
  const sample = document.querySelector(`[data-image="${CSS.escape(image)}"] img`);
  return sample?.getAttribute("alt") ?? (isDrawing(image) ? t("Your drawing") : t("A photo"));
}

/** @param {Picture[]} photos */
function store(photos) {
  remember(KEY, JSON.stringify(photos));
}

/**
 * @param {unknown} value
 * @returns {value is Picture}
 */
function isPicture(value) {
  const picture = /** @type {Partial<Picture> | null} */ (value);
  return typeof picture?.id === "string" && typeof picture.title === "string";
}
