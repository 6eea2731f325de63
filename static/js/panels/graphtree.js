import { find, make } from "../dom.js";
import { describe } from "../graph/words.js";

/** @import { Node } from "../graph/answer.js" */
/** @import { Scene } from "../graph/scene.js" */
/** @import { GraphView } from "../graph/view.js" */

/**
 * The graph for who does not see it: a tree of which only the item with the keys is there, with
 * all that the drawing shows of it.
 *
 * @param {GraphView} view
 * @param {HTMLElement} element
 * @returns {() => void} To be called whenever the drawing may have changed.
 */
export function mountGraphTree(view, element) {
  const tree = find("[data-graph-tree]", HTMLElement, element);
  let shown = "";
  let count = 0;
  return () => {
    const { scene } = view;
    if (!scene) return;
    keepActive(view, scene, document.activeElement === tree);
    const node = view.activeNode ?? scene.nodes.get(view.chosen) ?? scene.graph.nodes[0];
    const words = describe(scene, node);
    const state = `${words} ${node.id === view.chosen}`;
    if (state === shown) return;
    shown = state;
    count += 1;
    // A new element each time: some screen readers stay silent when only its words change.
    tree.replaceChildren(itemOf(scene, node, `graph-item-${count}`, node.id === view.chosen, words));
    tree.setAttribute("aria-activedescendant", `graph-item-${count}`);
  };
}

/**
 * Where the node with the keys is gone, because its block was closed or opened, its block has them,
 * or the first node of what was opened.
 *
 * @param {GraphView} view
 * @param {Scene} scene
 * @param {boolean} focused
 */
function keepActive(view, scene, focused) {
  if (!focused || view.activeNode) return;
  const within = scene.graph.nodes.find(({ frame, id }) => frame === view.active || view.active.startsWith(`${id}.`));
  const layer = scene.ofLayer.get(view.active);
  view.active = (layer ?? within ?? scene.graph.nodes[0]).id;
  view.redraw();
}

/**
 * @param {Scene} scene
 * @param {Node} node
 * @param {string} id
 * @param {boolean} chosen
 * @param {string} words
 */
function itemOf(scene, node, id, chosen, words) {
  const siblings = scene.graph.nodes.filter(({ frame }) => frame === node.frame);
  const item = make("div", {
    role: "treeitem",
    id,
    "aria-label": words,
    "aria-level": scene.around(node).length + 1,
    "aria-posinset": siblings.indexOf(node) + 1,
    "aria-setsize": siblings.length,
    "aria-selected": String(chosen),
    "data-node": node.id,
  });
  if (node.collapsed) item.setAttribute("aria-expanded", "false");
  return item;
}
