/** @import { LayerName, View } from "../types.js" */
/** @import { Scene } from "./scene.js" */

/**
 * The nodes with a layer that the filter of the page leaves.
 *
 * @param {Scene} scene
 * @param {View} view
 * @param {LayerName[]} layers
 * @returns {Set<string> | null} Null where nothing is filtered.
 */
export function matching(scene, { q, kind }, layers) {
  const words = q.trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0 && kind === "") return null;
  const found = new Set();
  for (const layer of layers) {
    const own = `${layer.name} ${layer.op}`.toLowerCase();
    const node = scene.ofLayer.get(layer.name);
    if (node && (kind === "" || layer.kind === kind) && words.every((word) => own.includes(word))) found.add(node.id);
  }
  return found;
}
