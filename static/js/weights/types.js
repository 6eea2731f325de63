/**
 * What a layer has learned, as it is shown: types only, no code.
 *
 * @import { Array32, Histogram, Statistics } from "../types.js"
 *
 * @typedef {object} WeightsAnswer The answer to `GET …/layers/{layer}/weights`.
 * @property {string} model
 * @property {string} layer
 * @property {string} op
 * @property {number[]} shape Output channels first.
 * @property {boolean} colours Whether the kernels are over red, green and blue.
 * @property {Statistics} statistics
 * @property {Histogram} histogram
 * @property {(number | null)[] | null} weight The weights themselves, where they are a vector.
 * @property {Record<string, (number | null)[]>} vectors Beside them: bias and the like.
 *
 * @typedef {object} Weights
 * @property {string} model
 * @property {string} layer
 * @property {WeightsAnswer | null} answer Null: this layer has learned nothing.
 * @property {Array32 | null} array Null where the weights are a vector.
 * @property {number | null} channel The only one that `array` is of; null: all.
 */

export {};
