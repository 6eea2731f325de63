import { takesDigits } from "./models.js";
import { isTwin, trainedId, twinOf } from "./twins.js";

/** @import { Store } from "./store.js" */

/** The digit that is shown until another is chosen or drawn. */
export const FIRST_DIGIT = "digit5";
const KEY = "convscope.drawing";

/**
 * Whether a picture is one of the ten digits, or was drawn on the pad.
 *
 * @param {string} image
 */
export function isDigit(image) {
  return isDrawing(image) || document.querySelector(`[data-sample="digit"] [data-image="${CSS.escape(image)}"]`) !== null;
}

/**
 * Whether a picture is what was drawn last in this tab; that is known after a reload as well.
 *
 * @param {string} image
 */
export function isDrawing(image) {
  return image === lastDrawing();
}

/** @param {string} image */
export function rememberDrawing(image) {
  drawing = image;
  try {
    sessionStorage.setItem(KEY, image);
  } catch {
    // It is known until the page is left.
  }
}

/** @type {string | null} */
let drawing = null;

export function lastDrawing() {
  try {
    drawing ??= sessionStorage.getItem(KEY);
  } catch {
    // Site data is blocked: nothing was drawn before.
  }
  return drawing;
}

/**
 * The network of the view, once it is known.
 *
 * @param {Pick<Store, "view" | "data">} store
 */
export function networkOf({ view, data }) {
  return findNetwork(data, view.model);
}

/**
 * A network of the list, the twin of one, or the one that an address names in another way.
 *
 * @param {Pick<Store["data"], "models" | "other">} data
 * @param {string} id
 */
export function findNetwork({ models, other }, id) {
  if (other?.id === id) return other;
  const trained = models.find((model) => model.id === trainedId(id));
  return trained && isTwin(id) ? twinOf(trained) : trained;
}

/**
 * Whether the drawing pad stands in the photo's place.
 *
 * @param {Pick<Store, "view" | "data">} store
 */
export function isPadOpen(store) {
  return takesDigits(networkOf(store)) && (store.data.blank || isDigit(store.view.image));
}
