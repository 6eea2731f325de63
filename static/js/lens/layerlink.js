import { make } from "../dom.js";

/** @import { Store } from "../store.js" */

/**
 * A link from the guide to a layer, which opens without what was unfolded.
 *
 * @param {Store} store
 * @param {string} layer
 * @param {Record<string, string>} attributes
 * @param {...(Node | string)} content
 */
export function layerLink(store, layer, attributes, ...content) {
  const query = new URLSearchParams(location.search);
  query.set("layer", layer);
  for (const gone of ["channel", "cell", "unfold", "part"]) query.delete(gone);
  const link = make("a", { href: `?${query.toString()}`, ...attributes }, ...content);
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    store.show({ layer, channel: null, cell: null, unfold: 0, part: null, pane: "maps" });
  });
  return link;
}

/**
 * Layers' names where there is little room: without the parts of their paths that are the same for
 * all, at either end, and of what is left the last two, where those tell them apart.
 *
 * @param {string[]} names
 */
export function shortNames(names) {
  const paths = names.map((name) => name.split("."));
  const shared = (/** @type {number} */ at) => paths.every((path) => path.length > 1 && path.at(at) === paths[0].at(at));
  const rest = paths.map((path) => path.slice(shared(0) ? 1 : 0, shared(-1) ? -1 : undefined));
  return [rest.map((path) => path.slice(-2)), rest, paths]
    .map((parts) => parts.map((path) => path.join(".")))
    .find((short) => new Set(short).size === names.length && !short.includes("")) ?? names;
}
