import { make } from "../dom.js";
import { formatValue } from "../numbers.js";
import { bar } from "../cell/bar.js";
import { t } from "../language.js";
import { mapLink } from "./maplink.js";
import { signedUpTo } from "./signed.js";

/** @import { Layer } from "../types.js" */
/** @import { Store } from "../store.js" */

/** More values than this are shown as the largest of them. */
const MOST_VALUES = 12;

/**
 * The values of a layer without rows and columns, each a bar that opens it: all of them, or the
 * largest and the one that is open.
 *
 * @param {Store} store
 * @param {HTMLElement} element
 * @param {Layer} layer
 * @param {number} channel
 */
export function drawValues(store, element, { name, channels }, channel) {
  const values = channels.map(({ mean }) => mean ?? 0);
  const signed = signedUpTo(store, 1);
  if (!signed) return;
  const reach = Math.max(...values.map(Math.abs));
  const order = values.map((_, at) => at);
  const largest = order.sort((one, other) => Math.abs(values[other]) - Math.abs(values[one])).slice(0, MOST_VALUES);
  const shown = new Set([...largest, channel]);
  const rows = [...shown].sort((one, other) => one - other).map((at) => {
    const label = channelLabel(store, name, at);
    const row = make("li", at === channel ? { "aria-current": "true" } : {}, mapLink(store, { layer: name, channel: at }, label));
    row.append(bar(values[at], reach, signed.palette), make("span", { class: "value" }, formatValue(channels[at].mean)));
    return row;
  });
  const left = channels.length - shown.size;
  const note = left > 0 ? [make("p", { class: "number-note" }, t("The largest of {count} values.", { count: channels.length }))] : [];
  element.replaceChildren(...note, make("ol", { class: "values" }, ...rows));
}

/**
 * @param {Store} store
 * @param {string} layer
 * @param {number} at
 */
function channelLabel({ data: { run } }, layer, at) {
  const kind = run?.layers.find(({ name }) => name === layer)?.kind;
  const label = kind === "output" ? run?.predictions.find(({ index }) => index === at)?.label : undefined;
  return label ?? String(at);
}
