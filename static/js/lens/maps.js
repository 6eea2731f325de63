import { fetchMap } from "../api.js";
import { make } from "../dom.js";
import { t } from "../language.js";
import { formatValue } from "../numbers.js";
import { mapLink } from "../unfold/maplink.js";
import { pic } from "../unfold/pic.js";
import { scaleLegend } from "../unfold/scalelegend.js";
import { signedOf } from "../unfold/signed.js";
import { mapsOf } from "../layers.js";
import { pictureRow } from "./row.js";

/** @import { Array32 } from "../types.js" */
/** @import { Store } from "../store.js" */
/** @import { Maps, Tile } from "./types.js" */

/** Of a picture, in CSS pixels. */
const SIDE = 112;
const NARROW_SIDE = 88;
const narrow = matchMedia("(max-width: 900px)");

/**
 * Maps side by side in signed colours, on one scale if they are to be compared; each opens.
 *
 * @param {Store} store
 * @param {string} run
 * @param {Maps} maps
 */
export function mapsFigure(store, run, { tiles, signs, shared }) {
  const places = tiles.map(() => make("div", { class: "guide-map-place" }));
  const legend = make("div", { class: "legend" });
  const captions = tiles.map((tile) => make("figcaption", {}, ...captionOf(store, tile)));
  const row = pictureRow(places.map((place, at) => [place, captions[at]]), signs);
  const filled = Promise.all(tiles.map(({ layer, channel }) => fetchMap(run, layer, channel)))
    .then((arrays) => fill(store, { tiles, arrays, places, legend, shared }));
  return { element: make("div", { class: "guide-maps" }, row, legend), filled };
}

/**
 * @param {Store} store
 * @param {Tile} tile
 */
function captionOf(store, { layer, channel, caption, norm }) {
  const link = mapLink(store, { layer, channel }, caption ?? layer);
  const size = norm === null ? [] : [make("b", { title: t("Euclidean norm of all maps of {layer}", { layer }) }, t("size {norm}", { norm: formatValue(norm) }))];
  return [link, ...size];
}

/**
 * @param {Store} store
 * @param {{tiles: Tile[], arrays: Array32[], places: HTMLElement[], legend: HTMLElement, shared: boolean}} what
 */
function fill(store, { tiles, arrays, places, legend, shared }) {
  const all = arrays.map(({ values }) => values);
  arrays.forEach(({ shape, values }, at) => {
    const signed = signedOf(store, ...(shared ? all : [values]));
    if (!signed) return;
    const { height, width } = mapsOf(shape);
    const { layer, channel } = tiles[at];
    const label = t("Channel {channel} of {layer}", { channel, layer });
    places[at].replaceChildren(pic({ values, height, width }, narrow.matches ? NARROW_SIDE : SIDE, signed, { label }));
    if (shared && at === 0) legend.replaceChildren(t("one scale"), scaleLegend(signed));
  });
  if (!shared) legend.replaceChildren(t("each on a scale of its own"));
}
