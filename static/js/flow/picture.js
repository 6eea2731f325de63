import { fetchModels } from "../api.js";
import { find } from "../dom.js";
import { takesDigits } from "../models.js";
import { FIRST_DIGIT, isDigit, networkOf } from "../pictures.js";
import { trainedId } from "../twins.js";

/** @import { Model } from "../types.js" */
/** @import { Store } from "../store.js" */

/**
 * Which picture is looked at when nobody named one, and when the network changes: digits for the
 * networks that read digits, photos for all others.
 *
 * @param {Store} store
 */
export function followPicture(store) {
  const remember = () => {
    const { image } = store.view;
    store.put({ blank: false, last: { ...store.data.last, [isDigit(image) ? "digit" : "photo"]: image } });
  };
  store.on(["image"], remember);
  remember();
}

/**
 * Learn about the network in view, and with that which picture the page begins with. The list of
 * all networks, which is long, comes after.
 *
 * @param {Store} store
 */
export async function loadModels(store) {
  const { model } = store.view;
  try {
    store.put(await fetchModels(trainedId(model)));
    if (!isNamed()) store.show({ image: firstPicture(networkOf(store)) }, "address");
    fetchModels().then((all) => store.put(all), () => undefined); // then there is no choice
  } catch {
    // The run says what is wrong with the server.
  }
  find("#workspace", HTMLElement).removeAttribute("data-unsettled");
}

/**
 * Learn what was added or downloaded since, elsewhere.
 *
 * @param {Store} store
 */
export async function refreshModels(store) {
  try {
    const { models } = await fetchModels();
    if (summaryOf(models) !== summaryOf(store.data.models)) store.put({ models });
  } catch {
    // What is known already stays.
  }
}

/** @param {Model[]} models */
function summaryOf(models) {
  return models.map(({ id, status, problem }) => `${id} ${status} ${problem}`).join("\n");
}

/**
 * The picture of an address that names none. What the page begins with is for the server to say.
 *
 * @param {Model | undefined} model
 */
export function firstPicture(model) {
  const { defaultImage = "", defaultModel } = find("#workspace", HTMLElement).dataset;
  return takesDigits(model) && model?.id !== defaultModel ? FIRST_DIGIT : defaultImage;
}

/**
 * Look through another network: at the same picture where that makes sense, else at the one that
 * was looked at before through a network of its kind.
 *
 * @param {Store} store
 * @param {Model} model
 */
export function chooseModel(store, model) {
  const image = pictureFor(store, model);
  store.put({ blank: false });
  store.show({ model: model.id, image, layer: null, channel: null, cell: null });
}

/**
 * A photo that somebody chose is run through a network of digits too, grey and small; the one that
 * stood there from the start gives way to a digit.
 *
 * @param {Store} store
 * @param {Model} model
 */
function pictureFor(store, model) {
  const { view: { image }, data: { last } } = store;
  if (takesDigits(model)) return isDigit(image) || isNamed() ? image : last.digit;
  return takesDigits(networkOf(store)) && isDigit(image) ? last.photo : image;
}

/** Whether the address names the picture. */
function isNamed() {
  return new URLSearchParams(location.search).has("image");
}
