import { make } from "../dom.js";
import { t } from "../language.js";
import { formatPercent } from "../numbers.js";
import { channelName } from "./names.js";
import { pic } from "./pic.js";

/** @import { Store } from "../store.js" */
/** @import { Scales } from "./scales.js" */
/** @import { Part } from "./types.js" */

/** So many rows are drawn at once; those further down when they come into sight. */
const AT_ONCE = 16;

/**
 * A row for each input channel: its map, its kernel, and the two convolved.
 *
 * @param {Store} store
 * @param {Part[]} parts
 * @param {Scales} scales
 * @param {number} side Of a picture, in CSS pixels.
 * @returns {HTMLElement[]}
 */
export function rowsOf(store, parts, scales, side) {
  const rows = parts.map((part) => emptyRow(store, part));
  /** @type {Map<Element, Part>} */
  const waiting = new Map(parts.slice(AT_ONCE).map((part, at) => [rows[at + AT_ONCE], part]));
  const seen = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      const part = waiting.get(target);
      if (!isIntersecting || !part) continue;
      fill(target, part, scales, side);
      seen.unobserve(target);
    }
  }, { rootMargin: "300px" });
  rows.forEach((row, at) => (at < AT_ONCE ? fill(row, parts[at], scales, side) : seen.observe(row)));
  return rows;
}

/**
 * @param {Store} store
 * @param {Part} part
 */
function emptyRow(store, { input: { layer, channel }, share }) {
  const name = channelName(store, layer, channel);
  const label = t("Channel {channel} of {layer}, {share} of the energy", { channel: name, layer, share: formatPercent(share) });
  return make(
    "div", { class: "sum-row", role: "option", id: `part-${channel}`, "aria-selected": "false", "aria-label": label, title: label, "data-part": channel, "data-share": share },
    make("span", { class: "sum-channel" }, name),
  );
}

/**
 * @param {Element} row
 * @param {Part} part
 * @param {Scales} scales
 * @param {number} side
 */
function fill(row, { input, kernel, map }, scales, side) {
  const values = Float32Array.from(kernel.flat(), (value) => value ?? NaN);
  row.append(
    pic(input.map, side, scales.input, { mark: "window" }),
    make("i", { class: "wire" }),
    pic({ values, height: kernel.length, width: kernel[0].length }, side, scales.kernel),
    make("i", { class: "wire" }),
    pic(map, side, scales.part, { mark: "cell" }),
  );
}
