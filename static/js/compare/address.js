/** @import { CompareStore, CompareView, SideName, Sides } from "./types.js" */

/** @typedef {{model: string, image: string}} SideView What is empty the address leaves open: `settle` fills it in. */

/**
 * What the page begins with.
 *
 * @typedef {{model: string, a: string, b: string}} Defaults
 */

const SORTS = /** @type {const} */ (["difference", "spread", "index"]);
const SCALES = /** @type {const} */ (["common", "own"]);

/**
 * What an address asks for. What it leaves open beside the network that the page begins with is filled
 * in at once; beside another, which has to be looked up first, it stays empty.
 *
 * @param {string} search
 * @param {Defaults} defaults
 * @returns {{a: SideView, b: SideView, view: CompareView}}
 */
export function parse(search, defaults) {
  const query = new URLSearchParams(search);
  /** @param {string} key */
  const filled = (key) => (query.get(key) === "" ? null : query.get(key));
  const modelA = filled("model_a") ?? defaults.model;
  const modelB = filled("model_b") ?? (modelA === defaults.model ? modelA : "");
  const usual = modelA === defaults.model && modelB === defaults.model;
  const a = filled("a") ?? (usual ? defaults.a : "");
  const other = a === defaults.b ? defaults.a : defaults.b;
  const b = filled("b") ?? (usual ? other : "");
  return {
    a: { model: modelA, image: a },
    b: { model: modelB, image: b },
    view: {
      layer: filled("layer"),
      layer_b: filled("layer_b"),
      channel: /^\d{1,7}$/.test(query.get("channel") ?? "") ? Number(query.get("channel")) : null,
      cell: pair(query.get("cell")),
      sort: SORTS.find((sort) => sort === query.get("sort")) ?? "difference",
      scale: SCALES.find((scale) => scale === query.get("scale")) ?? "common",
    },
  };
}

/**
 * @param {Record<SideName, SideView>} sides
 * @param {CompareView} view
 * @param {Defaults} defaults
 * @returns {string} Empty, or a query that starts with `?`.
 */
export function format({ a, b }, view, defaults) {
  const query = new URLSearchParams();
  const first = parse("", defaults);
  const unsaid = [a.image === first.a.image, b.image === first.b.image, a.model === first.a.model, b.model === first.b.model];
  if (unsaid.includes(false)) {
    for (const [name, value] of [["a", a.image], ["model_a", a.model], ["b", b.image], ["model_b", b.model]]) query.set(name, value);
  }
  for (const key of /** @type {(keyof CompareView)[]} */ (Object.keys(first.view))) {
    const value = view[key];
    if (value !== null && value !== first.view[key]) query.set(key, String(value));
  }
  const text = query.toString().replaceAll("%2C", ",").replaceAll("%3A", ":").replaceAll("%40", "@");
  return text && `?${text}`;
}

/**
 * Keep the address in step with both sides and with what of them is looked at, both ways. From the
 * start it says all of it: whoever comes back to it finds what was there.
 *
 * @param {Sides} sides
 * @param {CompareStore} store
 * @param {Defaults} defaults
 */
export function followAddress(sides, store, defaults) {
  const url = () => location.pathname + format({ a: sides.a.view, b: sides.b.view }, store.view, defaults);
  history.replaceState(null, "", url());
  for (const each of [sides.a, sides.b, store]) {
    each.addEventListener("change", (event) => {
      const { history: how } = /** @type {CustomEvent<{history: string}>} */ (event).detail;
      if (how === "address") return;
      if (how === "push") history.pushState(null, "", url());
      else history.replaceState(null, "", url());
    });
  }
  addEventListener("popstate", () => {
    const { a, b, view } = parse(location.search, defaults);
    sides.a.show(a, "address");
    sides.b.show(b, "address");
    store.show(view, "address");
  });
}

/**
 * @param {string | null} text
 * @returns {[number, number] | null}
 */
function pair(text) {
  const match = /^(\d{1,5}),(\d{1,5})$/.exec(text ?? "");
  return match && [Number(match[1]), Number(match[2])];
}
