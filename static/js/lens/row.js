import { make } from "../dom.js";

/**
 * Pictures side by side, each with its caption, and the signs that stand between them.
 *
 * @param {HTMLElement[][]} places Each a picture and its caption.
 * @param {string[]} signs
 */
export function pictureRow(places, signs) {
  const row = make("div", { class: "guide-maps-row" });
  places.forEach((place, at) => {
    if (at > 0) row.append(make("span", { class: "guide-sign" }, signs[at - 1]));
    row.append(make("figure", { class: "guide-map" }, ...place));
  });
  return row;
}
