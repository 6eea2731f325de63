import { mapsOf, shownChannel, shownLayer } from "./layers.js";

/** @import { Cell } from "./cell/answer.js" */
/** @import { Layer, OpenMap, Run } from "./types.js" */
/** @import { Store } from "./store.js" */

/** @typedef {{run: Run, layer: Layer, map: OpenMap, cell: Cell}} Spoken */

/**
 * The open map and the cell of it that is spoken of, once both have come and belong to what is in
 * view.
 *
 * @param {Store} store
 * @returns {Spoken | null}
 */
export function spokenOf(store) {
  const { view, data: { run, map, details } } = store;
  if (!run || !map || !details || map.run !== run.id || details.run !== run.id) return null;
  const { name } = shownLayer(view, run);
  if (details.name !== name || map.layer !== name || map.channel !== shownChannel(view, details, details)) return null;
  return { run, layer: details, map, cell: [map.channel, ...shownCell(store)] };
}

/** @param {Store} store */
export function openSize({ data: { details } }) {
  return mapsOf(details?.shape ?? []);
}

/**
 * The cell that is spoken of: under the pointer, else the pinned one, else the largest in size.
 *
 * @param {Store} store
 * @returns {[number, number]}
 */
export function shownCell(store) {
  const { height, width } = openSize(store);
  const chosen = store.data.pointer ?? store.view.cell;
  if (chosen) return [Math.min(chosen[0], height - 1), Math.min(chosen[1], width - 1)];
  return largest(store.data.map?.values ?? new Float32Array(1), { height, width });
}

/**
 * The cell with the largest value, whatever its sign; of equals the one nearest to the middle.
 *
 * @param {Float32Array} values
 * @param {{height: number, width: number}} size
 * @returns {[number, number]}
 */
export function largest(values, { height, width }) {
  const off = (/** @type {number} */ at) =>
    Math.hypot(Math.floor(at / width) - height / 2, (at % width) - width / 2);
  let best = 0;
  for (let at = 1; at < values.length; at += 1) {
    const more = Math.abs(values[at]) - Math.abs(values[best]);
    if (more > 0 || (more === 0 && off(at) < off(best))) best = at;
  }
  return [Math.floor(best / width), best % width];
}
