import { draw, make } from "../dom.js";
import { formatCount, formatPercent, formatValue } from "../numbers.js";
import { channelName, shortName } from "./names.js";
import { mapLink } from "./maplink.js";
import { pic } from "./pic.js";
import { scaleLegend } from "./scalelegend.js";
import { scalesOf } from "./scales.js";
import { groundOf } from "./signed.js";

/** @import { Store } from "../store.js" */
/** @import { Scales } from "./scales.js" */
/** @import { Signed } from "./signed.js" */
/** @import { Part, Sum } from "./types.js" */

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
    "div", { class: "sum-rows", role: "listbox", tabindex: 0, "aria-label": "Input channels, most energy first", "data-rows": true },
    ...sum.parts.map((part) => rowOf(store, part, scales, side)),
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
    head(make("span", {}, `${size} kernel`), scales.kernel),
    head(make("span", {}, "convolved"), scales.part),
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
 * @param {Store} store
 * @param {Part} part
 * @param {Scales} scales
 * @param {number} side
 */
function rowOf(store, part, scales, side) {
  const { input: { layer, channel }, share } = part;
  const name = channelName(store, layer, channel);
  const label = `Channel ${name} of ${layer}, ${formatPercent(share)} of the energy`;
  return make(
    "div", { class: "sum-row", role: "option", id: `part-${channel}`, "aria-selected": "false", "aria-label": label, title: label, "data-part": channel, "data-share": share },
    make("span", { class: "sum-channel" }, name),
    pic(part.input.map, side, scales.input, { mark: "window" }),
    make("i", { class: "wire" }),
    kernelOf(part, scales.kernel, side),
    make("i", { class: "wire" }),
    pic(part.map, side, scales.part, { mark: "cell" }),
  );
}

/**
 * @param {Part} part
 * @param {Signed} signed
 * @param {number} side
 */
function kernelOf({ kernel }, signed, side) {
  const [height, width] = [kernel.length, kernel[0].length];
  const values = Float32Array.from(kernel.flat(), (value) => value ?? NaN);
  if (values.length > 1) return pic({ values, height, width }, side, signed);
  const tile = make("div", { class: "pic number-tile" }, formatValue(values[0]));
  if (Number.isFinite(values[0])) Object.assign(tile.style, groundOf(values[0], signed));
  return tile;
}

/**
 * @param {NonNullable<Sum["rest"]>} rest
 * @param {Signed} signed
 * @param {number} side
 */
function restRow({ count, share, map }, signed, side) {
  const words = `${formatCount(count)} ${count === 1 ? "other" : "others"}, added up`;
  return make(
    "div", { class: "sum-row sum-rest", "data-share": share },
    make("span", { class: "sum-words" }, words),
    make("i", { class: "wire" }),
    pic(map, side, signed, { mark: "cell", label: words }),
  );
}
