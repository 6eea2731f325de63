import { draw, make } from "../dom.js";
import { t } from "../language.js";
import { MAP_SIDE } from "../panels/exactmap.js";
import { channelName } from "./names.js";
import { mapLink } from "./maplink.js";
import { numberTile, pic } from "./pic.js";
import { partsList } from "./stack.js";

/** @import { Store } from "../store.js" */
/** @import { Signed } from "./signed.js" */
/** @import { InputMap, Unfolded } from "./types.js" */

/** Of several maps side by side, in CSS pixels. */
const SIDE = 96;

/**
 * The maps that went into one that is no convolution's, all on the scale of the result.
 *
 * @param {Store} store
 * @param {Unfolded} unfolded
 * @param {Signed} signed
 * @returns {HTMLElement | null} Null where no map went in.
 */
export function beforeView(store, { inputs, explained: { operands } }, signed) {
  if (inputs.length === 0) return null;
  const side = inputs.length === 1 ? MAP_SIDE : SIDE;
  const view = make("div", { class: "before" });
  if (operands.kind === "concatenation") view.append(partsList(store, operands));
  view.append(make("div", { class: "before-rows" }, ...inputs.map((input) => inputOf(store, input, side, signed))));
  view.append(draw("svg", { class: "fan", "aria-hidden": "true", "data-fan": true }));
  view.style.setProperty("--side", `${side}px`);
  return view;
}

/**
 * @param {Store} store
 * @param {InputMap} input
 * @param {number} side
 * @param {Signed} signed
 */
function inputOf(store, { layer, channel, map }, side, signed) {
  const name = channelName(store, layer, channel);
  const link = mapLink(store, { layer, channel, cell: store.view.cell });
  link.replaceChildren(make("b", {}, layer), ` ${name}`);
  const shown = map.values.length > 1
    ? pic(map, side, signed, { mark: "window", label: t("Channel {channel} of {layer}", { channel: name, layer }) })
    : numberTile(map.values[0], null);
  return make("figure", { class: "before-map", "data-share": 0.3 }, make("figcaption", {}, link), shown);
}
