import { find, make } from "../dom.js";
import { t, tNodes } from "../language.js";
import { isSingle, mapsOf } from "../layers.js";
import { formatExact, formatValue } from "../numbers.js";
import { inPalette, paintMap } from "../picture.js";
import { openSize } from "../shown.js";
import { currentUnfolded } from "../unfold/current.js";
import { mapLink } from "../unfold/maplink.js";
import { outputScale } from "../unfold/outputscale.js";
import { scaleLegend } from "../unfold/scalelegend.js";
import { signOf } from "../unfold/signs.js";
import { MAP_SIDE } from "./exactmap.js";
import { pointWith, pointWithKeys } from "./pointing.js";
import { drawValues } from "../unfold/values.js";

/** @import { Store } from "../store.js" */
/** @import { Unfolded } from "../unfold/types.js" */

/**
 * The open map as the result of its parts: large, to be pointed at; of a layer without rows and
 * columns all its values as bars.
 *
 * @param {Store} store
 */
export function mountUnfoldOutput(store) {
  const box = find("[data-unfold-map]", HTMLElement);
  store.on(["unfold", "map", "unfolded", "details", "palettes", "theme"], () => {
    if (store.view.unfold) showOutput(store, box);
  });
  store.on(["unfold", "unfolded", "map"], () => showResult(store));
  store.on(["unfold", "run", "details", "channel"], () => showNext(store));
  pointWith(store, box);
  pointWithKeys(store, box);
}

/**
 * @param {Store} store
 * @param {HTMLElement} box
 */
function showOutput(store, box) {
  const { map, details } = store.data;
  const scale = outputScale(store);
  if (!map || !scale || details?.name !== map.layer) return;
  const single = isSingle(details.shape);
  box.hidden = single;
  const bars = find("[data-unfold-values]", HTMLElement);
  bars.hidden = !single || details.channels.length === 1;
  if (single) {
    drawValues(store, bars, details, map.channel);
    return;
  }
  const canvas = find("canvas", HTMLCanvasElement, box);
  const { palette, domain } = scale;
  paintMap(canvas, { values: map.values, ...mapsOf(details.shape) }, MAP_SIDE, inPalette(palette, domain));
  const { height, width } = openSize(store);
  box.ariaLabel = t("Channel {channel} of {layer}, {height}×{width}", { channel: map.channel, layer: map.layer, height, width });
  find("[data-unfold-legend]", HTMLElement).replaceChildren(scaleLegend(scale));
}

/**
 * What the map is to those that lead to it, and the sign under which they come together.
 *
 * @param {Store} store
 */
function showResult(store) {
  const unfolded = currentUnfolded(store);
  if (!unfolded) return;
  const bias = unfolded.sum?.bias ?? null;
  const result = find("[data-unfold-result]", HTMLElement);
  result.replaceChildren(wordOf(unfolded));
  if (bias !== null) result.append(" ", ...tNodes("+ bias {bias}", { bias: make("b", { title: formatExact(bias) }, formatValue(bias)) }));
  const sign = find("[data-unfold-sign]", HTMLElement);
  sign.textContent = unfolded.sum ? "Σ" : signOf(unfolded.explained.operands);
  sign.hidden = unfolded.sum === null && unfolded.inputs.length === 0;
}

/** @param {Unfolded} unfolded */
function wordOf({ sum, inputs, layer }) {
  if (sum) return t("sum");
  return inputs.length > 0 ? t("after") : layer;
}

/**
 * The layers that read this one.
 *
 * @param {Store} store
 */
function showNext(store) {
  const { run, details } = store.data;
  const next = run?.layers.filter(({ inputs }) => details && inputs.includes(details.name)) ?? [];
  const links = next.map(({ name, shape }) => {
    const { channels } = mapsOf(shape);
    const same = channels === (details ? mapsOf(details.shape).channels : 0);
    const channel = same ? store.view.channel ?? store.data.map?.channel ?? 0 : 0;
    return mapLink(store, { layer: name, channel, cell: null }, name);
  });
  const element = find("[data-unfold-next]", HTMLElement);
  element.hidden = links.length === 0;
  const list = make("span", {}, ...links.flatMap((link, at) => (at === 0 ? [link] : [", ", link])));
  element.replaceChildren(...tNodes("read by {layers}", { layers: list }));
}
