import { groupIntoBlocks, nameWithin } from "../blocks.js";
import { make, mark } from "../dom.js";
import { kindName } from "../kinds.js";
import { t } from "../language.js";
import { formatShape } from "../numbers.js";

/** @import { LayerName, Run } from "../types.js" */
/** @import { Comparison } from "./types.js" */

/**
 * The rows of the sheet: one for every layer of A, or of B while it is alone, with room for the
 * strips of both.
 *
 * @param {Run} run
 * @param {Comparison | null} comparison
 * @returns {HTMLElement[]}
 */
export function makeRows(run, comparison) {
  const partners = new Map(comparison?.layers.map(({ layer, partner }) => [layer, partner]));
  return groupIntoBlocks(run.layers).map(({ name, layers }, index) => {
    const id = `block-${index}`;
    const title = make("div", { class: "block-name", id, title: name }, make("strong", {}, name));
    const rows = make("div", { class: "block-rows" }, ...layers.map((layer) => rowOf(layer, name, partners.get(layer.name) ?? null)));
    return make("div", { class: "block", role: "group", "aria-labelledby": id }, title, rows);
  });
}

/**
 * @param {LayerName} layer
 * @param {string} block
 * @param {string | null} partner
 */
function rowOf({ name, kind, shape }, block, partner) {
  const other = partner !== null && partner !== name;
  const strip = (/** @type {string} */ side) => make("div", { class: "strip", "data-strip": side }, make("canvas", { "aria-hidden": "true" }));
  const said = other
    ? t("{layer}, {kind}, {shape}, beside {partner}", { layer: name, kind: kindName(kind), shape: formatShape(shape), partner })
    : t("{layer}, {kind}, {shape}", { layer: name, kind: kindName(kind), shape: formatShape(shape) });
  return make(
    "div",
    { class: "row", role: "option", tabindex: -1, "aria-selected": "false", "aria-label": said, title: said, "data-layer": name, "data-kind": kind },
    mark(kind),
    make(
      "span", { class: "row-words" },
      make("span", { class: "row-name" }, nameWithin(name, block)),
      make("span", { class: "row-shape" }, other ? partner : formatShape(shape)),
    ),
    strip("a"), strip("b"),
    make("span", { class: "row-relative", "data-relative": true }),
  );
}
