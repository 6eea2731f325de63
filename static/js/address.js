import { SIZES } from "./gridsize.js";
import { KINDS } from "./kinds.js";

/** @import { ColormapChoice, Kind, Scale, Sort, View } from "./types.js" */
/** @import { Store } from "./store.js" */

/**
 * What an address without more means; the picture depends on the network.
 *
 * @typedef {{model: string, imageOf: (model: string) => string}} Defaults
 */

/** @type {Sort[]} */
const SORTS = ["spread", "index", "mean", "max"];
/** @type {Scale[]} */
const SCALES = ["layer", "channel", "clipped"];
/** @type {ColormapChoice[]} */
const COLORMAPS = ["auto", "viridis", "magma", "grey", "diverging"];
/** @type {(Kind | "")[]} */
const KIND_CHOICES = ["", ...KINDS];

/**
 * The view that an address asks for; what it does not say, or says wrongly, is the default.
 *
 * @param {string} search The query, such as `?image=cat&layer=conv_stem`.
 * @param {Defaults} defaults
 * @returns {View}
 */
export function parse(search, defaults) {
  const query = new URLSearchParams(search);
  const size = Number(query.get("size"));
  const model = filled(query.get("model")) ?? defaults.model;
  return {
    image: filled(query.get("image")) ?? defaults.imageOf(model),
    model,
    layer: filled(query.get("layer")),
    channel: wholeNumber(query.get("channel")),
    cell: pair(query.get("cell")),
    sort: oneOf(SORTS, query.get("sort")),
    scale: oneOf(SCALES, query.get("scale")),
    colormap: oneOf(COLORMAPS, query.get("colormap")),
    size: SIZES.includes(size) ? size : "auto",
    view: oneOf(["strips", "overview", "graph"], query.get("view")),
    open: query.get("open"),
    overlay: percent(query.get("overlay")) ?? 80,
    effective: query.get("effective") === "1" ? 1 : 0,
    unfold: query.get("unfold") === "1" ? 1 : 0,
    all: query.get("all") === "1" ? 1 : 0,
    part: wholeNumber(query.get("part")),
    pane: oneOf(["maps", "weights"], query.get("pane")),
    kind: oneOf(KIND_CHOICES, query.get("kind")),
    q: query.get("q") ?? "",
    guide: wholeNumber(query.get("guide")),
  };
}

/**
 * The address of a view: everything that differs from the defaults.
 *
 * @param {View} view
 * @param {Defaults} defaults
 * @returns {string} Empty, or a query that starts with `?`.
 */
export function format(view, defaults) {
  const standard = { ...parse("", defaults), image: defaults.imageOf(view.model) };
  const query = new URLSearchParams();
  for (const key of /** @type {(keyof View)[]} */ (Object.keys(standard))) {
    const value = view[key];
    if (value !== null && String(value) !== String(standard[key])) query.set(key, String(value));
  }
  const text = query.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
  return text && `?${text}`;
}

/**
 * Keep the address and the view in step, both ways.
 *
 * @param {Store} store
 * @param {Defaults} defaults
 */
export function followAddress(store, defaults) {
  store.addEventListener("change", (event) => {
    const { history: how } = /** @type {CustomEvent<{history: string}>} */ (event).detail;
    if (how === "address") return;
    const url = location.pathname + format(store.view, defaults);
    if (how === "push") history.pushState(null, "", url);
    else history.replaceState(null, "", url);
  });
  addEventListener("popstate", () => store.show(parse(location.search, defaults), "address"));
}

/**
 * @template {string} T
 * @param {T[]} choices The first is the default.
 * @param {string | null} text
 */
function oneOf(choices, text) {
  return choices.find((choice) => choice === text) ?? choices[0];
}

/** @param {string | null} text */
function filled(text) {
  return text === "" ? null : text;
}

/**
 * @param {string | null} text
 * @returns {number | null}
 */
function wholeNumber(text) {
  return text !== null && /^\d{1,7}$/.test(text) ? Number(text) : null;
}

/**
 * @param {string | null} text
 * @returns {number | null}
 */
function percent(text) {
  const number = wholeNumber(text);
  return number !== null && number <= 100 ? number : null;
}

/**
 * @param {string | null} text
 * @returns {[number, number] | null}
 */
function pair(text) {
  const match = /^(\d{1,5}),(\d{1,5})$/.exec(text ?? "");
  return match && [Number(match[1]), Number(match[2])];
}
