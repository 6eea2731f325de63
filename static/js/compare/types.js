/**
 * The shapes of what stands side by side: types only, no code.
 *
 * @import { Array32, Data, Grid, Layer, LayerName, Run, Strip } from "../types.js"
 * @import { Store } from "../store.js"
 *
 * @typedef {"a" | "b"} SideName
 * @typedef {SideName | "difference"} ColumnName
 *
 * @typedef {object} CompareView What of the two is looked at; photos and networks are the sides'.
 * @property {string | null} layer Of A; null: the page chooses one that shows much.
 * @property {string | null} layer_b Of B; null: the partner of A's.
 * @property {number | null} channel Null: the one that differs most.
 * @property {[number, number] | null} cell Row and column in the map of A.
 * @property {"difference" | "spread" | "index"} sort
 * @property {"common" | "own"} scale
 *
 * @typedef {{layer: string, partner: string, same_shape: boolean, alike: string | null}} Pair
 * @typedef {{index: number, label: string, a: number, b: number}} Verdict
 * @typedef {{run: string, other: string, layers: Pair[], answers: Verdict[] | null}} Comparison
 *
 * @typedef {object} Row Of the sheet; a side that is missing has no strip.
 * @property {string} layer
 * @property {string | null} partner
 * @property {number | null} relative ‖a − b‖ / ‖a‖.
 * @property {Strip | null} a
 * @property {Strip | null} b
 * @typedef {{layers: Row[]}} Rows
 *
 * @typedef {object} Difference Figures of a − b.
 * @property {number | null} mean
 * @property {number | null} largest
 * @property {[channel: number, y: number, x: number] | null} cell
 * @property {number | null} relative
 * @property {number | null} correlation
 * @property {number} equal
 * @property {number} nonfinite
 * @property {number[]} order
 * @property {{channel: number, mean: number | null, largest: number | null, correlation: number | null}[]} channels
 *
 * @typedef {{run: string, details: Layer, grid: Grid}} Maps All maps of one side's layer.
 * @typedef {{figures: Difference, grid: Grid}} Differences
 *
 * @typedef {object} Shown The layers in view, all of whose parts have arrived together.
 * @property {Maps | null} a
 * @property {Maps | null} b
 * @property {Differences | null} difference Null where there is nothing to subtract.
 *
 * @typedef {object} OpenMaps The maps of the chosen channel, exactly.
 * @property {number} channel
 * @property {Shown} of
 * @property {Record<ColumnName, Array32 | null>} maps
 *
 * @typedef {object} CompareOwn
 * @property {Run | null} a
 * @property {Run | null} b
 * @property {Comparison | null} comparison Of these two runs.
 * @property {Rows | null} rows
 * @property {boolean} nothing Whether no side has a run, nor is on its way to one.
 * @property {Shown | null} shown
 * @property {OpenMaps | null} open
 * @property {number | null} at The channel under the pointer or the keys.
 * @property {[number, number] | null} pointer The cell of A under the pointer.
 *
 * @typedef {CompareOwn & Pick<Data, "palettes" | "theme" | "busy" | "problems">} CompareData
 * @typedef {Store<CompareView, CompareData>} CompareStore
 * @typedef {Record<SideName, Store>} Sides
 * @typedef {{a: LayerName | null, b: LayerName | null, alike: string | null}} Chosen
 */

export {};
