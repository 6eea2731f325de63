import { t } from "./language.js";

/** @import { LayerName } from "./types.js" */

/**
 * A stretch of layers that belong together.
 *
 * @typedef {{name: string, layers: LayerName[]}} Block
 * @typedef {{count: number, leaves: number, children: Map<string, Module>}} Module
 */

/** A module with more layers than this is shown as its parts. */
const MOST = 40;

/**
 * Cut a network into blocks, by the paths of its layers alone.
 *
 * A block is the outermost module that has a layer directly within it, unless it is too long; the
 * layers between blocks form stretches of their own, the first being the stem, the last the head.
 *
 * @param {LayerName[]} layers In execution order.
 * @returns {Block[]}
 */
export function groupIntoBlocks(layers) {
  const root = treeOf(layers);
  const names = new Set(layers.map(({ name }) => name));
  /** @type {Block[]} */
  const blocks = [];
  let previous = "";
  for (const layer of layers) {
    const name = blockOf(root, layer.name, names);
    if (blocks.length === 0 || name !== previous) blocks.push({ name, layers: [] });
    blocks[blocks.length - 1].layers.push(layer);
    previous = name;
  }
  return nameStretches(blocks);
}

/**
 * The name of a layer within its block: the part that the block's name does not say already.
 *
 * @param {string} layer
 * @param {string} block
 */
export function nameWithin(layer, block) {
  return layer.startsWith(`${block}.`) ? layer.slice(block.length + 1) : layer;
}

/**
 * @param {LayerName[]} layers
 * @returns {Module}
 */
function treeOf(layers) {
  const root = emptyModule();
  for (const { name } of layers) {
    let module = root;
    const parts = name.split(".");
    parts.forEach((part, depth) => {
      module.count += 1;
      if (depth === parts.length - 1) module.leaves += 1;
      else module = module.children.get(part) ?? adopt(module, part);
    });
  }
  return root;
}

/**
 * @param {Module} parent
 * @param {string} name
 */
function adopt(parent, name) {
  const child = emptyModule();
  parent.children.set(name, child);
  return child;
}

/** @returns {Module} */
function emptyModule() {
  return { count: 0, leaves: 0, children: new Map() };
}

/**
 * @param {Module} root
 * @param {string} name
 * @param {Set<string>} names Of all layers: what is a layer itself, such as a normalization with
 *   an activation inside, is no block.
 * @returns {string} The path of the block; empty for a layer of the network itself.
 */
function blockOf(root, name, names) {
  const parts = name.split(".");
  let module = root;
  let deepest = "";
  for (let depth = 0; depth < parts.length - 1; depth += 1) {
    const child = module.children.get(parts[depth]);
    if (!child) break;
    module = child;
    const path = parts.slice(0, depth + 1).join(".");
    if (names.has(path)) break;
    deepest = path;
    if (module.leaves > 0 && module.count <= MOST) break;
  }
  return deepest;
}

/**
 * Name the stretches that lie directly in the network.
 *
 * @param {Block[]} blocks
 * @returns {Block[]}
 */
function nameStretches(blocks) {
  return blocks.map((block, index) => {
    if (block.name) return block;
    if (blocks.length === 1) return { ...block, name: t("network") };
    if (block.layers.length === 1) return { ...block, name: block.layers[0].name };
    if (index === 0) return { ...block, name: t("stem") };
    if (index === blocks.length - 1) return { ...block, name: t("head") };
    return { ...block, name: `${block.layers[0].name} …` };
  });
}
