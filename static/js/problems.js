import { find } from "./dom.js";
import { fetchWeights } from "./flow/download.js";
import { firstPicture } from "./flow/picture.js";
import { ApiError } from "./http.js";
import { t } from "./language.js";
import { networkOf } from "./pictures.js";
import { titleOf } from "./recent.js";

/** @import { Problem } from "./types.js" */
/** @import { Store } from "./store.js" */

/**
 * What went wrong, in words for the person.
 *
 * @param {unknown} error
 */
export function wordsOf(error) {
  return error instanceof Error ? error.message : String(error);
}

/** @param {() => void} run */
export function tryAgain(run) {
  return { label: t("Try again"), run };
}

/**
 * Why a photo was not run, and the way on. The server's own words are for programs too; where an
 * address names what is not there, the page knows better what a person can do.
 *
 * @param {Store} store
 * @param {unknown} error
 * @param {() => void} retry
 * @returns {Problem}
 */
export function problemOfRun(store, error, retry) {
  const code = error instanceof ApiError ? error.code : "";
  if (code === "unknown_image") {
    const image = firstPicture(networkOf(store));
    const run = () => store.show({ image, cell: null });
    const text = t("This photo is not here any more: it was removed, or never sent. Choose one of the samples, or use your own.");
    return { text, action: { label: t("Show {title}", { title: titleOf(image) }), run } };
  }
  if (code === "unknown_model") {
    const model = find("#workspace", HTMLElement).dataset.defaultModel ?? "";
    const run = () => store.show({ model, layer: null, channel: null, cell: null });
    return { text: t("There is no network {model} here. Choose another from the list of networks.", { model: store.view.model }), action: { label: t("Use {model}", { model }), run } };
  }
  if (code === "not_downloaded") {
    const { model } = store.view;
    const text = t("The weights of {model} are not on this machine yet.", { model });
    return { text, action: { label: t("Fetch them"), run: () => void fetchWeights(store, model) } };
  }
  return { text: wordsOf(error), action: tryAgain(retry) };
}
