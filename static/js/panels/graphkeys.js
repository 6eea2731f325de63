import { find } from "../dom.js";
import { fitting } from "../graph/camera.js";
import { neighbour } from "../graph/walk.js";

/** @import { Node } from "../graph/answer.js" */
/** @import { GraphView } from "../graph/view.js" */
/** @import { Store } from "../store.js" */
/** @import { Opener } from "./graphopener.js" */

/**
 * Walk the graph with the keys: arrows follow edges, Enter or the space bar opens a layer or a
 * block, + and - open and close blocks, 0 shows all. Enter in the search goes to the next match.
 *
 * @param {Store} store
 * @param {GraphView} view
 * @param {HTMLElement} element
 * @param {Opener} opener
 */
export function followKeys(store, view, element, opener) {
  const tree = find("[data-graph-tree]", HTMLElement, element);
  let last = "";
  tree.addEventListener("focus", () => {
    const { scene } = view;
    if (!scene) return;
    const known = [last, view.chosen].find((id) => scene.nodes.has(id));
    activate(view, scene.nodes.get(known ?? "") ?? scene.graph.nodes[0]);
  });
  tree.addEventListener("blur", () => {
    last = view.active;
    view.active = "";
    view.redraw();
  });
  tree.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (press(view, opener, event.key)) event.preventDefault();
  });
  find("[data-search]", HTMLInputElement).addEventListener("keydown", (event) => {
    if (event.key === "Enter" && store.view.view === "graph") nextMatch(view);
  });
}

/**
 * @param {GraphView} view
 * @param {Opener} opener
 * @param {string} key
 * @returns {boolean} Whether the key meant something here.
 */
function press(view, opener, key) {
  const { scene } = view;
  const node = view.activeNode;
  if (!scene || !node) return false;
  const next = neighbour(scene, node, key);
  if (next) activate(view, next);
  else if (key === "Enter" || key === " ") open(opener, node);
  else if (key === "+" || key === "=") opener.openBlock(node);
  else if (key === "-") close(view, opener, node);
  else if (key === "0") view.glide(fitting(scene.graph, view.size));
  else return key.startsWith("Arrow");
  return true;
}

/**
 * @param {Opener} opener
 * @param {Node} node
 */
function open(opener, node) {
  if (node.collapsed) opener.openBlock(node);
  else opener.openNode(node);
}

/**
 * Close the frame around a node.
 *
 * @param {GraphView} view
 * @param {Opener} opener
 * @param {Node} node
 */
function close({ scene }, opener, node) {
  const frame = scene?.around(node)[0];
  if (frame) opener.closeFrame(frame);
}

/**
 * @param {GraphView} view
 * @param {Node} node
 */
function activate(view, node) {
  view.active = node.id;
  view.bring(node);
  view.redraw();
}

/** @param {GraphView} view */
function nextMatch(view) {
  const { scene, matches } = view;
  if (!scene || !matches) return;
  const found = scene.graph.nodes.filter(({ id }) => matches.has(id));
  const at = found.findIndex(({ id }) => id === view.hovered);
  const next = found[(at + 1) % found.length];
  if (!next) return;
  view.hovered = next.id;
  view.bring(next);
  view.redraw();
}
