/**
 * The shape of the answer to `GET /models/{model}/graph`: types only, no code.
 *
 * @import { Kind } from "../types.js"
 *
 * @typedef {{x: number, y: number, width: number, height: number}} Spot By its upper left corner.
 *
 * @typedef {object} NodeFacts A layer, or a closed block.
 * @property {string} id
 * @property {Kind | "block"} kind
 * @property {string} label Its name within its frame.
 * @property {string} path
 * @property {string[]} layers In execution order.
 * @property {boolean} collapsed
 * @property {number[]} shape
 * @property {string} frame Id of the frame around it; empty for none.
 * @typedef {NodeFacts & Spot} Node
 *
 * @typedef {object} FrameFacts An open block.
 * @property {string} id
 * @property {string} label
 * @property {string} path
 * @property {string} frame
 * @property {number} layers How many it has.
 * @typedef {FrameFacts & Spot} Frame
 *
 * @typedef {[number, number]} Point
 *
 * @typedef {object} Edge
 * @property {string} source
 * @property {string} target
 * @property {string[]} layers Whose outputs flow along it.
 * @property {number[] | null} shape Of these outputs; null where they differ.
 * @property {boolean} known False: the two merely ran one after the other.
 * @property {boolean} skip
 * @property {Point[]} points Of a smooth curve.
 *
 * @typedef {object} Graph
 * @property {string} model
 * @property {string[]} expanded Ids of the open blocks, the outer before the inner.
 * @property {number} width
 * @property {number} height
 * @property {Node[]} nodes
 * @property {Frame[]} frames
 * @property {Edge[]} edges
 */

export {};
