import { make } from "../dom.js";
import { t, tNodes } from "../language.js";
import { mapLink } from "../unfold/maplink.js";
import { channelName } from "../unfold/names.js";
import { pic } from "../unfold/pic.js";
import { exactly } from "./figure.js";
import { numberTable } from "./numbertable.js";

/** @import { Store } from "../store.js" */
/** @import { Picture } from "../unfold/types.js" */
/** @import { Scales } from "./convolution.js" */
/** @import { ConvolutionOperands, InputChannel, Matrix } from "./answer.js" */

/** Side of the input map, in CSS pixels. */
const SIDE = 144;
/** Kernels of so many columns leave no room for the map beside them. */
const LARGE = 6;

/**
 * One input channel: its map with the window on it, and patch times kernel, number by number.
 *
 * @param {Store} store
 * @param {ConvolutionOperands} operands
 * @param {InputChannel} chosen
 * @param {{scales: Scales, map: Picture | null}} drawn
 */
export function productView(store, operands, { channel, patch, kernel, products, total }, { scales, map }) {
  const { source, rows, columns } = operands;
  const name = channelName(store, source, channel);
  const link = mapLink(store, { layer: source, channel, cell: middleOf(operands) }, `${source} ${name}`);
  const isPadding = (/** @type {number} */ y, /** @type {number} */ x) => !isInside(rows[y], operands.height) || !isInside(columns[x], operands.width);
  const picture = map && map.values.length > 1 ? [pic(map, SIDE, scales.patch, { mark: "window", label: t("Channel {channel} of {layer}", { channel: name, layer: source }) })] : [];
  return make(
    "div", { class: "product", "data-large": kernel[0].length >= LARGE },
    make("figure", {}, make("figcaption", {}, link), ...picture),
    make(
      "div", { class: "factors" },
      factor(t("patch"), patch, scales.patch, (y, x) => (isPadding(y, x) ? "padding" : "")),
      sign("×"), factor(t("kernel"), kernel, scales.kernel),
      sign("="), factor(t("products"), products, scales.product),
      make("p", { class: "product-total" }, ...tNodes("all products added up: {total}", { total: make("b", {}, exactly(total)) })),
    ),
  );
}

/**
 * @param {string} words
 * @param {Matrix} matrix
 * @param {import("../unfold/signed.js").Signed} signed
 * @param {(y: number, x: number) => "padding" | ""} [mark]
 */
function factor(words, matrix, signed, mark) {
  return make("figure", { class: "factor" }, make("figcaption", {}, words), numberTable(matrix, signed, { label: words, mark }));
}

/** @param {string} text */
function sign(text) {
  return make("span", { class: "product-sign", "aria-hidden": "true" }, text);
}

/**
 * @param {number | null} at
 * @param {number} length
 */
function isInside(at, length) {
  return at !== null && at >= 0 && at < length;
}

/**
 * The cell in the middle of the window, as far as it lies on the map.
 *
 * @param {ConvolutionOperands} operands
 * @returns {[number, number] | null}
 */
function middleOf({ rows, columns, height, width }) {
  const middle = (/** @type {(number | null)[]} */ places, /** @type {number} */ length) => {
    const inside = places.filter((at) => at !== null).filter((at) => isInside(at, length));
    return inside[Math.floor((inside.length - 1) / 2)] ?? null;
  };
  const y = middle(rows, height);
  const x = middle(columns, width);
  return y === null || x === null ? null : [y, x];
}
