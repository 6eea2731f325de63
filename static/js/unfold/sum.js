import { draw, make } from "../dom.js";
import { t, tn } from "../language.js";
import { mapLink } from "./maplink.js";
import { shortName } from "./names.js";
import { pic } from "./pic.js";
import { scaleLegend } from "./scalelegend.js";
import { scalesOf } from "./scales.js";
import { rowsOf } from "./sumrows.js";

/** @import { Store } from "../store.js" */
/** @import { Scales } from "./scales.js" */
/** @import { Signed } from "./signed.js" */
/** @import { Sum } from "./types.js" */

/**
 * A convolution's map as a sum: a row for each input channel with its kernel and the two convolved,
 * one for all others, and lines that run together.
 *
 * @param {Store} store
 * @param {Sum} sum
 * @returns {HTMLElement | null} Null while the palettes have not arrived.
 */
export function sumView(store, sum) {
  const scales = scalesOf(store, sum);
  if (!scales) return null;
  const side = sideOf(sum);
  const rows = make(
    "div", { class: "sum-rows", role: "listbox", tabindex: 0, "aria-label": t("Input channels, most energy first"), "data-rows": true },
    ...rowsOf(store, sum.parts, scales, side),
  );
  const view = make("div", { class: "sum" }, heads(store, sum, scales), rows);
  if (sum.rest) view.append(restRow(sum.rest, scales.part, side));
  view.append(draw("svg", { class: "fan", "aria-hidden": "true", "data-fan": true }));
  view.toggleAttribute("data-few", sum.parts.length <= 3);
  view.style.setProperty("--side", `${side}px`);
  return view;
}

/** Few pictures are drawn large. @param {Sum} sum */
function sideOf({ parts, rest }) {
  const count = parts.length + (rest ? 1 : 0);
  if (count <= 3) return 64;
  return count <= 8 ? 56 : 48;
}

/**
 * @param {Store} store
 * @param {Sum} sum
 * @param {Scales} scales
 */
function heads(store, { parts: [{ input, kernel }] }, scales) {
  const size = `${kernel.length}×${kernel[0].length}`;
  return make(
    "div", { class: "sum-heads" },
    make("span"),
    head(mapLink(store, input, shortName(input.layer)), scales.input),
    head(make("span", {}, t("{size} kernel", { size })), scales.kernel),
    head(make("span", {}, t("convolved")), scales.part),
  );
}

/**
 * @param {HTMLElement} title
 * @param {Signed} signed
 */
function head(title, signed) {
  return make("div", { class: "sum-head" }, title, scaleLegend(signed));
}

/**
 * @param {NonNullable<Sum["rest"]>} rest
 * @param {Signed} signed
 * @param {number} side
 */
function restRow({ count, share, map }, signed, side) {
  const words = tn("{count} other, added up", "{count} others, added up", count);
  return make(
    "div", { class: "sum-row sum-rest", "data-share": share },
    make("span", { class: "sum-words" }, words),
    make("i", { class: "wire" }),
    pic(map, side, signed, { mark: "cell", label: words }),
  );
}
