/** @import { Frame, Node } from "./answer.js" */
/** @import { Scene } from "./scene.js" */

/**
 * What the address says once one more block is open.
 *
 * @param {Scene} scene
 * @param {Node} block A closed one.
 */
export function withOpen(scene, block) {
  return shortest(scene, [...scene.graph.expanded, block.id], new Set([block.frame]));
}

/**
 * What the address says once a block is closed, and with it those inside it.
 *
 * @param {Scene} scene
 * @param {Frame} block
 */
export function withClosed(scene, block) {
  const left = scene.graph.expanded.filter((id) => {
    const frame = scene.frames.get(id);
    return frame && frame !== block && !scene.around(frame).includes(block);
  });
  return shortest(scene, left, new Set());
}

/**
 * The blocks without those that are open anyway, because of one inside them.
 *
 * @param {Scene} scene
 * @param {string[]} ids
 * @param {Set<string>} implied
 */
function shortest({ frames }, ids, implied) {
  for (const id of ids) {
    const frame = frames.get(id);
    if (frame) implied.add(frame.frame);
  }
  return ids.filter((id) => !implied.has(id)).join(",");
}
