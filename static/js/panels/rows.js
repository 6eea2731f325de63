import { groupIntoBlocks, nameWithin } from "../blocks.js";
import { make, mark } from "../dom.js";
import { kindName } from "../kinds.js";
import { formatShape } from "../numbers.js";

/** @import { Block } from "../blocks.js" */
/** @import { LayerName } from "../types.js" */

/**
 * The rows of the sheet, block by block: one for every layer, its maps still to be drawn.
 *
 * @param {LayerName[]} layers
 * @returns {HTMLElement[]}
 */
export function makeBlocks(layers) {
  return groupIntoBlocks(layers).map(blockOf);
}

/**
 * @param {Block} block
 * @param {number} index
 */
function blockOf({ name, layers }, index) {
  const id = `block-${index}`;
  const title = make("div", { class: "block-name", id, title: name }, make("strong", {}, name), make("span"));
  const rows = make("div", { class: "block-rows" }, ...layers.map((layer) => rowOf(layer, name)));
  return make("div", { class: "block", role: "group", "aria-labelledby": id }, title, rows);
}

/**
 * @param {LayerName} layer
 * @param {string} block
 */
function rowOf({ name, kind, op, shape }, block) {
  const words = make(
    "span", { class: "row-words" },
    make("span", { class: "row-name" }, nameWithin(name, block)),
    make("span", { class: "row-shape" }, formatShape(shape)),
  );
  const strip = make("div", { class: "strip" }, make("canvas", { "aria-hidden": "true" }));
  return make(
    "div",
    {
      class: "row", role: "option", tabindex: -1, "aria-selected": "false", "data-layer": name, "data-kind": kind,
      "data-words": `${name} ${op}`.toLowerCase(), title: `${name}: ${kindName(kind)}, ${formatShape(shape)}`,
      "aria-label": `${name}, ${kindName(kind)}, ${formatShape(shape)}`,
    },
    mark(kind), words, strip,
  );
}
