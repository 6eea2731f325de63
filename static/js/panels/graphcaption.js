import { find } from "../dom.js";
import { describe, flowOf, frameName, nameOf } from "../graph/words.js";

/** @import { GraphView } from "../graph/view.js" */

/**
 * A line below the graph: what is under the pointer, else the node that has the keys.
 *
 * @param {GraphView} view
 * @param {HTMLElement} element
 * @returns {() => void} To be called whenever the drawing may have changed.
 */
export function mountGraphCaption(view, element) {
  const caption = find("[data-graph-caption]", HTMLElement, element);
  return () => {
    const words = wordsFor(view);
    if (caption.textContent !== words) caption.textContent = words;
  };
}

/** @param {GraphView} view */
function wordsFor({ scene, line, hovered, activeNode }) {
  if (line) return flowOf(line);
  const node = scene?.nodes.get(hovered);
  if (node) return nameOf(node);
  const frame = scene?.frames.get(hovered);
  if (frame) return frameName(frame);
  return scene && activeNode ? describe(scene, activeNode) : "";
}
