import { make } from "../dom.js";
import { t } from "../language.js";
import { formatValue } from "../numbers.js";
import { channelName } from "../unfold/names.js";
import { scalesOf } from "../unfold/scales.js";
import { signedOf } from "../unfold/signed.js";
import { swatch } from "./numbertable.js";
import { channelOf } from "./patch.js";
import { productView } from "./product.js";
import { termsTable } from "./terms.js";

/** @import { Store } from "../store.js" */
/** @import { Signed } from "../unfold/signed.js" */
/** @import { Unfolded } from "../unfold/types.js" */
/** @import { ConvolutionOperands, Explained, InputChannel } from "./answer.js" */

/** Side of the little pictures in the list, in CSS pixels. */
const SWATCH = 20;

/**
 * The scales of the three columns of numbers.
 *
 * @typedef {{patch: Signed, kernel: Signed, product: Signed}} Scales
 */

/**
 * A convolution's number: one input channel in all its products, and what every channel adds.
 *
 * @param {Store} store
 * @param {ConvolutionOperands} operands
 * @param {Explained} explained
 * @param {Unfolded | null} unfolded
 * @returns {Node[]}
 */
export function convolutionView(store, operands, { explained }, unfolded) {
  const scales = numberScales(store, operands, unfolded);
  if (!scales) return [];
  const chosen = chosenChannel(store, operands, unfolded);
  const map = unfolded?.sum?.parts.find(({ input }) => input.channel === chosen.channel)?.input.map ?? null;
  const terms = operands.channels.map((channel) => ({
    name: make("button", { type: "button", class: "term-choose" }, channelName(store, operands.source, channel.channel)),
    how: howOf(channel, scales),
    amount: channel.total,
    row: choice(store, channel.channel, channel.channel === chosen.channel),
  }));
  const label = t("What each channel of {layer} adds here, the largest first", { layer: operands.source });
  return [
    productView(store, operands, chosen, { scales, map }),
    make("p", { class: "number-note" }, label),
    termsTable(scales.product.palette, terms, { label, rest: operands.rest, bias: operands.bias ?? undefined, sum: explained }),
  ];
}

/**
 * On the scales of the pictures beside them, so that a number has the colour that it has there.
 *
 * @param {Store} store
 * @param {ConvolutionOperands} operands
 * @param {Unfolded | null} unfolded
 * @returns {Scales | null}
 */
function numberScales(store, { channels }, unfolded) {
  const product = signedOf(store, ...channels.flatMap(({ products }) => products));
  const known = unfolded?.sum && scalesOf(store, unfolded.sum);
  if (known && product) return { patch: known.input, kernel: known.kernel, product };
  const patch = signedOf(store, ...channels.flatMap((channel) => channel.patch));
  const kernel = signedOf(store, ...channels.flatMap((channel) => channel.kernel));
  return patch && kernel && product && { patch, kernel, product };
}

/**
 * The channel that was chosen, else the one that adds most to this number.
 *
 * @param {Store} store
 * @param {ConvolutionOperands} operands
 * @param {Unfolded | null} unfolded
 * @returns {InputChannel}
 */
function chosenChannel({ view: { part } }, operands, unfolded) {
  const written = operands.channels.find(({ channel }) => channel === part);
  if (written || part === null) return written ?? operands.channels[0];
  const known = unfolded?.sum?.parts.find(({ input }) => input.channel === part);
  return (known && channelOf(known, operands)) ?? operands.channels[0];
}

/**
 * @param {InputChannel} channel
 * @param {Scales} scales
 */
function howOf({ patch, kernel, products }, scales) {
  if (products.length * products[0].length === 1) return [`${formatValue(patch[0][0])} × ${formatValue(kernel[0][0])}`];
  return [swatch(patch, SWATCH, scales.patch), "×", swatch(kernel, SWATCH, scales.kernel), "=", swatch(products, SWATCH, scales.product)];
}

/**
 * A row that chooses its channel.
 *
 * @param {Store} store
 * @param {number} channel
 * @param {boolean} isChosen
 */
function choice(store, channel, isChosen) {
  const row = make("div", { "data-choose": channel });
  if (isChosen) row.setAttribute("aria-current", "true");
  row.addEventListener("click", () => store.show({ part: channel }, "replace"));
  return row;
}
