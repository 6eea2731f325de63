import { fetchModels } from "../api.js";
import { takesDigits } from "../models.js";
import { FIRST_DIGIT } from "../pictures.js";
import { trainedId } from "../twins.js";

/** @import { Model } from "../types.js" */
/** @import { Defaults, SideView } from "./address.js" */
/** @import { Sides } from "./types.js" */

/** Beside the first digit, one that is written otherwise. */
const OTHER_DIGIT = "digit3";

/**
 * The pictures of sides whose address names none: digits for networks that read digits.
 *
 * @param {{a: SideView, b: SideView}} sides
 * @param {Defaults} defaults
 */
export async function settle({ a, b }, defaults) {
  if (a.image === "") a.image = (await readsDigits(a.model)) ? FIRST_DIGIT : defaults.a;
  if (b.image !== "") return;
  const digits = await readsDigits(b.model);
  const choices = digits ? [OTHER_DIGIT, FIRST_DIGIT] : [defaults.b, defaults.a];
  b.image = a.model === b.model ? choices.find((each) => each !== a.image) ?? choices[0] : a.image;
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
  try {
    const { models } = await fetchModels(trainedId(id));
    return takesDigits(models.find((/** @type {Model} */ model) => model.id === trainedId(id)));
  } catch {
    return false;
  }
}
