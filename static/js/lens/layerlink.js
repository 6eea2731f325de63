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
 * Layers' names where there is little room: without the first part of their paths where that is the
 * same for all, and without the last where the rest tells them apart.
 *
 * @param {string[]} names
 */
export function shortNames(names) {
  const paths = names.map((name) => name.split("."));
  const first = paths.every((path) => path.length > 2 && path[0] === paths[0][0]) ? 1 : 0;
  const short = paths.map((path) => path.slice(first, path.length > 2 ? -1 : undefined).join("."));
  return new Set(short).size === names.length ? short : paths.map((path) => path.slice(first).join("."));
}
