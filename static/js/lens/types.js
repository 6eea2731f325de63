/**
 * What the API answers about a network's family: types only, no code.
 *
 * @typedef {{kind: "spans", rows: {layer: string, low: number, high: number}[]}} Spans
 *
 * @typedef {object} Bars One value for each of some layers.
 * @property {"bars"} kind
 * @property {string} title
 * @property {"share" | "ratio" | "pixels" | "parameters" | "maps"} unit
 * @property {{layer: string, value: number | null, chosen: boolean}[]} rows
 *
 * @typedef {{layer: string, channel: number, caption: string | null, norm: number | null}} Tile
 *
 * @typedef {object} Maps Maps side by side.
 * @property {"maps"} kind
 * @property {Tile[]} tiles
 * @property {string[]} signs What stands between them.
 * @property {boolean} shared Whether they are coloured on one scale.
 *
 * @typedef {object} Pictures Pictures side by side that are no layer's maps, and words about each.
 * @property {"pictures"} kind
 * @property {{caption: string, values: (number | null)[][]}[]} pictures
 * @property {string[]} signs What stands between them.
 * @property {boolean} shared Whether they are coloured on one scale.
 * @property {{name: string, words: string[]}[]} rows
 *
 * @typedef {{kind: "ledgers", groups: string[][]}} Ledgers Ids of models to compare.
 * @typedef {{layer: string, first: number, last: number}} Part
 * @typedef {{kind: "origins", layer: string, parts: Part[]}} Origins
 * @typedef {{kind: "gate", layer: string, values: (number | null)[]}} Gate
 *
 * @typedef {object} Dropped The blocks to drop, and the answer with all of them.
 * @property {"dropped"} kind
 * @property {string[]} blocks
 * @property {number} index
 * @property {string} label
 * @property {number} probability
 *
 * @typedef {{kind: "curves", series: {name: string, train: number[], test: number[]}[]}} Curves
 * @typedef {{kind: "compared", models: string[], rows: {name: string, values: number[], unit: "" | "share"}[]}} Compared
 *
 * @typedef {Spans | Bars | Maps | Pictures | Ledgers | Origins | Gate | Dropped | Curves | Compared} Figure
 *
 * @typedef {object} Step
 * @property {string} id
 * @property {string} title
 * @property {string} text
 * @property {Record<string, string | number>} view State of the page, by words of its address.
 * @property {Figure | null} figure
 *
 * @typedef {{run: string, family: string | null, title: string, steps: Step[]}} LensAnswer
 * @typedef {LensAnswer & {model: string}} Lens
 *
 * @typedef {object} Without What the network answers without a block.
 * @property {string} addition
 * @property {import("../types.js").Prediction[]} predictions
 * @property {(number | null)[]} probabilities Of all classes.
 *
 * @typedef {object} Ledger
 * @property {string} model
 * @property {string} name
 * @property {number} parameters
 * @property {{part: string, kind: import("../types.js").Kind, parameters: number, macs: number}[]} entries
 */

export {};
