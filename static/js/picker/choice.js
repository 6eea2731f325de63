import { isHere } from "../models.js";

/** @import { Model } from "../types.js" */

/**
 * What somebody looks for among all networks.
 *
 * @typedef {object} Wish
 * @property {string} words All of which have to be in the id, name, family or licence.
 * @property {string} source Empty: any.
 * @property {boolean} ready Only those that run at once.
 * @property {boolean} convolutional Without transformers and perceptrons that would have to be fetched.
 * @property {number} parameters At most so many.
 * @property {[least: number, most: number]} side Of the input, in pixels.
 */

/** @type {WeakMap<Model, string>} */
const spoken = new WeakMap();

/**
 * The networks that a wish leaves, in their order.
 *
 * @param {Model[]} models
 * @param {Wish} wish
 * @returns {{found: Model[], hidden: number}} And how many it would leave if those without
 *   convolutions were wanted too.
 */
export function choose(models, wish) {
  const words = wish.words.toLowerCase().split(/\s+/).filter(Boolean);
  const meant = models.filter((model) => fits(model, wish) && words.every((word) => textOf(model).includes(word)));
  const found = wish.convolutional ? meant.filter((model) => model.convolutional || isHere(model)) : meant;
  return { found, hidden: meant.length - found.length };
}

/**
 * @param {Model} model
 * @param {Wish} wish
 */
function fits({ source, status, parameters, input: { height, width } }, wish) {
  const side = Math.max(height, width);
  return (wish.source === "" || source === wish.source)
    && (!wish.ready || status === "ready")
    && parameters <= wish.parameters
    && side >= wish.side[0] && side <= wish.side[1];
}

/** @param {Model} model */
function textOf(model) {
  const known = spoken.get(model) ?? `${model.id} ${model.name} ${model.family} ${model.licence}`.toLowerCase();
  spoken.set(model, known);
  return known;
}
