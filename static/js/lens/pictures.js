import { make } from "../dom.js";
import { t } from "../language.js";
import { pic } from "../unfold/pic.js";
import { scaleLegend } from "../unfold/scalelegend.js";
import { signedOf } from "../unfold/signed.js";
import { pictureRow } from "./row.js";

/** @import { Store } from "../store.js" */
/** @import { Pictures } from "./types.js" */

/** Of a picture, in CSS pixels; and where words about it stand below it. */
const SIDE = { wide: 112, narrow: 84 };
const SIDE_IN_TABLE = { wide: 56, narrow: 28 };
const narrow = matchMedia("(max-width: 900px)");

/**
 * Pictures side by side in signed colours, and below each what is to be said of it.
 *
 * @param {Store} store
 * @param {Pictures} figure
 */
export function picturesFigure(store, { pictures, signs, shared, rows }) {
  const arrays = pictures.map(({ values }) => Float32Array.from(values.flat(), (value) => value ?? NaN));
  const side = (rows.length > 0 ? SIDE_IN_TABLE : SIDE)[narrow.matches ? "narrow" : "wide"];
  const places = pictures.map(({ caption, values }, at) => {
    const signed = signedOf(store, ...(shared ? arrays : [arrays[at]]));
    const picture = { values: arrays[at], height: values.length, width: values[0].length };
    const place = make("div", { class: "guide-picture" }, ...(signed ? [pic(picture, side, signed, { label: caption })] : []));
    const legend = signed && !shared ? [scaleLegend(signed)] : [];
    return [place, make("figcaption", {}, caption, ...legend)];
  });
  return rows.length > 0 ? tableOf(places, rows) : make("div", { class: "guide-maps" }, pictureRow(places, signs), legendOf(store, shared ? arrays : []));
}

/**
 * @param {Store} store
 * @param {Float32Array[]} shared What is on one scale, if anything is.
 */
function legendOf(store, shared) {
  const signed = shared.length > 0 ? signedOf(store, ...shared) : null;
  return make("div", { class: "legend" }, ...(signed ? [t("one scale"), scaleLegend(signed)] : []));
}

/**
 * @param {HTMLElement[][]} places Each a picture and its caption.
 * @param {Pictures["rows"]} rows
 */
function tableOf(places, rows) {
  const heads = places.map((place) => make("th", { scope: "col" }, make("figure", {}, ...place)));
  const head = make("tr", {}, make("td", {}), ...heads);
  const body = rows.map(({ name, words }) => make("tr", {}, make("th", { scope: "row" }, name), ...words.map((word) => make("td", {}, word))));
  return make("div", { class: "guide-pictures" }, make("table", {}, make("thead", {}, head), make("tbody", {}, ...body)));
}
