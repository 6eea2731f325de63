import { fetchArray, gridAt, layerPath, remembered } from "../api.js";

/** @import { Array32, Grid } from "../types.js" */
/** @import { Comparison, Difference, Rows } from "./types.js" */

/**
 * Two layers, each of its run.
 *
 * @typedef {{run: string, layer: string}} Place
 */

/**
 * Which layers of two runs stand side by side, and what both answer.
 *
 * @param {string} a
 * @param {string} b
 * @returns {Promise<Comparison>}
 */
export function fetchComparison(a, b) {
  return remembered(`/runs/${a}/comparison/${b}`);
}

/**
 * The same maps of both runs, layer by layer.
 *
 * @param {string} a
 * @param {string} b
 * @param {number} maps
 * @param {number} size Longest side of a map, in pixels.
 * @returns {Promise<Rows>}
 */
export function fetchRows(a, b, maps, size) {
  return remembered(`/runs/${a}/comparison/${b}/sheet?maps=${maps}&size=${size}`);
}

/**
 * @param {Place} a
 * @param {Place} b
 * @returns {Promise<Difference>}
 */
export function fetchDifference(a, b) {
  return remembered(differencePath(a, b));
}

/**
 * All maps of a − b as levels about zero, none larger than it is drawn.
 *
 * @param {Place} a
 * @param {Place} b
 * @param {number} side Longest side of a map as it is drawn, in CSS pixels.
 * @returns {Promise<Grid>}
 */
export function fetchDifferenceGrid(a, b, side) {
  const size = Math.round(side * devicePixelRatio);
  return gridAt(`${differencePath(a, b)}/maps?format=u8&normalize=symmetric&size=${size}`, "layer", side);
}

/**
 * One map of a − b exactly.
 *
 * @param {Place} a
 * @param {Place} b
 * @param {number} channel
 * @returns {Promise<Array32>}
 */
export function fetchDifferenceMap(a, b, channel) {
  return fetchArray(`${differencePath(a, b)}/maps?format=npy&channels=${channel}`);
}

/**
 * @param {Place} a
 * @param {Place} b
 */
function differencePath(a, b) {
  return `/runs/${a.run}/layers/${layerPath(a.layer)}/difference/${b.run}/${layerPath(b.layer)}`;
}
