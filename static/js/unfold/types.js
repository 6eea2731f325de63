/**
 * What an unfolded map is shown from: types only, no code.
 *
 * @typedef {object} PartsAnswer The answer to `GET …/maps/{channel}/parts`.
 * @property {string} source
 * @property {number} first The channel of the source that `energies` begins with.
 * @property {boolean} transposed
 * @property {(number | null)[]} energies
 * @property {number[]} channels Of the source, the most energy first.
 * @property {(number | null)[][][]} kernels
 * @property {number} others
 * @property {number | null} bias
 *
 * @typedef {{values: Float32Array, height: number, width: number}} Picture One map, exactly.
 *
 * @typedef {object} InputMap A map that goes into another.
 * @property {string} layer
 * @property {number} channel
 * @property {Picture} map
 *
 * @typedef {object} Part What one input channel gives to a convolution's map.
 * @property {InputMap} input
 * @property {(number | null)[][]} kernel
 * @property {number} share Of the energy of all parts, their mean squares added up: 0 to 1.
 * @property {Picture} map
 *
 * @typedef {object} Sum A convolution's map as a sum.
 * @property {Part[]} parts The strongest first.
 * @property {{count: number, share: number, map: Picture} | null} rest
 * @property {number | null} bias
 * @property {number} inputs How many input channels there are in all.
 * @property {number} first The channel of the source that they begin with.
 *
 * @typedef {object} Unfolded What goes into the open map.
 * @property {string} run
 * @property {string} layer
 * @property {number} channel
 * @property {boolean} all Whether every part was asked for.
 * @property {Sum | null} sum Of a convolution.
 * @property {InputMap[]} inputs Of any other layer.
 * @property {import("../cell/answer.js").Explained} explained One of its cells, taken apart.
 */

export {};
