/** @import { Node } from "./answer.js" */
/** @import { Line, Scene } from "./scene.js" */

/**
 * Where an arrow key leads: down and up along the edges, left and right to what stands beside, and
 * where nothing does, along a skip.
 *
 * @param {Scene} scene
 * @param {Node} node
 * @param {string} key
 * @returns {Node | null} Null where it leads nowhere, or is no such key.
 */
export function neighbour(scene, node, key) {
  const { leaving, arriving, graph } = scene;
  switch (key) {
    case "ArrowDown": return straightest(node, leaving.get(node.id) ?? [], ({ target }) => target);
    case "ArrowUp": return straightest(node, arriving.get(node.id) ?? [], ({ source }) => source);
    case "ArrowRight": return beside(scene, node, 1) ?? skipped(leaving.get(node.id) ?? [], ({ target }) => target);
    case "ArrowLeft": return beside(scene, node, -1) ?? skipped(arriving.get(node.id) ?? [], ({ source }) => source);
    case "Home": return graph.nodes[0];
    case "End": return graph.nodes[graph.nodes.length - 1];
    default: return null;
  }
}

/**
 * @param {Node} node
 * @param {Line[]} lines
 * @param {(line: Line) => Node} end
 * @returns {Node | null}
 */
function straightest(node, lines, end) {
  /** @param {Line} line */
  const aside = (line) => Math.abs(middleOf(end(line)) - middleOf(node)) + (line.edge.skip ? 1e6 : 0);
  return lines.length > 0 ? end(lines.reduce((best, line) => (aside(line) < aside(best) ? line : best))) : null;
}

/**
 * @param {Line[]} lines
 * @param {(line: Line) => Node} end
 * @returns {Node | null} The end of the shortest skip.
 */
function skipped(lines, end) {
  const skips = lines.filter(({ edge }) => edge.skip);
  if (skips.length === 0) return null;
  return end(skips.reduce((best, line) => (line.box.height < best.box.height ? line : best)));
}

/**
 * @param {Scene} scene
 * @param {Node} node
 * @param {1 | -1} side
 * @returns {Node | null} The nearest node on that side, at the same height.
 */
function beside({ graph }, node, side) {
  /** @param {Node} other */
  const away = (other) => side * (middleOf(other) - middleOf(node));
  const level = graph.nodes.filter((other) => other.y < node.y + node.height && other.y + other.height > node.y);
  const there = level.filter((other) => away(other) > 1);
  return there.length > 0 ? there.reduce((best, other) => (away(other) < away(best) ? other : best)) : null;
}

/** @param {Node} node */
function middleOf({ x, width }) {
  return x + width / 2;
}
