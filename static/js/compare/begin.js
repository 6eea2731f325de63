import { fetchModels } from "../api.js";
import { ApiError, requestJson } from "../http.js";
import { takesDigits } from "../models.js";
import { FIRST_DIGIT } from "../pictures.js";
import { trainedId } from "../twins.js";

/** @import { Model } from "../types.js" */
/** @import { Defaults, SideView } from "./address.js" */
/** @import { Sides } from "./types.js" */

/** Beside the first digit, one that is written otherwise. */
const OTHER_DIGIT = "digit3";

/**
 * Fill in what an address leaves open. B is of A's network, unless there is no such network: one
 * side that is wrong is enough. Two networks are shown one photo, one network is shown two.
 *
 * @param {{a: SideView, b: SideView}} sides
 * @param {Defaults} defaults
 */
export async function settle({ a, b }, defaults) {
  const carried = b.model === "";
  if (carried) b.model = (await isUnknown(a.model)) ? defaults.model : a.model;
  if (a.image === "") a.image = (await readsDigits(a.model)) ? FIRST_DIGIT : defaults.a;
  if (b.image !== "") return;
  b.image = carried || a.model === b.model ? await pictureBeside(a.image, b.model, defaults) : a.image;
}

/**
 * Another picture than the one beside it: a digit for a network that reads digits.
 *
 * @param {string} image
 * @param {string} model
 * @param {Defaults} defaults
 */
async function pictureBeside(image, model, defaults) {
  const [first, second] = (await readsDigits(model)) ? [OTHER_DIGIT, FIRST_DIGIT] : [defaults.b, defaults.a];
  return first === image ? second : first;
}

/**
 * The list of all networks, for both sides.
 *
 * @param {Sides} sides
 */
export async function loadModels(sides) {
  try {
    const { models } = await fetchModels();
    sides.a.put({ models });
    sides.b.put({ models });
  } catch {
    // The runs say what is wrong with the server.
  }
}

/** @param {string} id */
async function readsDigits(id) {
  return takesDigits(await listed(id));
}

/**
 * Whether the server knows no network of this id, in the list or by another name. What keeps it from
 * answering is for the run to say.
 *
 * @param {string} id
 */
async function isUnknown(id) {
  if (await listed(id)) return false;
  try {
    await requestJson(`/models/${encodeURIComponent(id)}`);
    return false;
  } catch (error) {
    return error instanceof ApiError && error.code === "unknown_model";
  }
}

/**
 * @param {string} id
 * @returns {Promise<Model | undefined>} What the list says of a network, or of the one whose twin it is.
 */
async function listed(id) {
  try {
    const { models } = await fetchModels(trainedId(id));
    return models.find((model) => model.id === trainedId(id));
  } catch {
    return undefined;
  }
}
