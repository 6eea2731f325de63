import { drawFlow, drawLines, drawLit } from "./drawedge.js";
import { drawFarNames, drawFrame, drawFrameName } from "./drawframe.js";
import { drawNode, NEAR } from "./drawnode.js";
import { enter } from "./pen.js";

/** @import { Node, Spot } from "./answer.js" */
/** @import { Size } from "./camera.js" */
/** @import { Line, Scene } from "./scene.js" */
/** @import { Pen } from "./pen.js" */
/** @import { Thumbs } from "./thumbs.js" */

/**
 * What is drawn, and what stands out in it.
 *
 * @typedef {object} State
 * @property {Scene} scene
 * @property {Size} size Of the window.
 * @property {Thumbs | null} thumbs
 * @property {Map<string, string>} kinds Of every layer.
 * @property {string} chosen Id of the node whose layer is open.
 * @property {string} active Id of the node that has the keys; empty: none.
 * @property {string} hovered Id of the node or frame under the pointer; empty: none.
 * @property {Line | null} line The edge under the pointer.
 * @property {Set<string> | null} matches The nodes that the filter leaves; null: no filter.
 */

const FADED = 0.22;
/** More than so many shapes would hide each other. */
const MOST_FLOWS = 8;

/**
 * Draw what is in sight: frames, edges, nodes, and on top the edges that one looks at.
 *
 * @param {Pen} pen
 * @param {State} state
 */
export function drawScene(pen, state) {
  const { context } = pen;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
  enter(pen);
  const { scene, matches } = state;
  const seen = inSight(pen, state.size);
  const frames = scene.graph.frames.filter(seen);
  for (const frame of frames) drawFrame(pen, frame);
  drawEdges(pen, state, scene.lines.filter(({ box }) => seen(box)));
  if (pen.camera.scale < NEAR) drawFarNames(pen, frames);
  else for (const frame of frames) drawFrameName(pen, frame, state.hovered === frame.id);
  for (const node of scene.graph.nodes) {
    if (!seen(node)) continue;
    context.globalAlpha = matches && !matches.has(node.id) ? FADED : 1;
    drawNode(pen, node, lookOf(state, node));
  }
  context.globalAlpha = 1;
  const lit = litOf(state).filter((line) => line === state.line || line.edge.skip);
  if (lit.length <= MOST_FLOWS) lit.forEach((line) => drawFlow(pen, line));
}

/**
 * @param {Pen} pen
 * @param {State} state
 * @param {Line[]} lines
 */
function drawEdges(pen, state, lines) {
  const { context, camera } = pen;
  const bottom = camera.y + state.size.height / camera.scale;
  const lit = litOf(state);
  const { matches } = state;
  const fades = (/** @type {Line} */ { edge }) => matches !== null && !(matches.has(edge.source) && matches.has(edge.target));
  // A skip begins together with another edge, which is drawn over it there.
  const ordered = [...lines.filter(({ edge }) => edge.skip), ...lines.filter(({ edge }) => !edge.skip)];
  context.globalAlpha = FADED;
  drawLines(pen, ordered.filter(fades), bottom);
  context.globalAlpha = 1;
  drawLines(pen, ordered.filter((line) => !fades(line)), bottom);
  drawLit(pen, lit, bottom);
}

/**
 * The edges one looks at: the one under the pointer, else those of the node there, else those of
 * the node with the keys.
 *
 * @param {State} state
 * @returns {Line[]}
 */
function litOf({ scene, line, hovered, active }) {
  if (line) return [line];
  const id = scene.nodes.has(hovered) ? hovered : active;
  return [...(scene.arriving.get(id) ?? []), ...(scene.leaving.get(id) ?? [])];
}

/**
 * @param {State} state
 * @param {Node} node
 */
function lookOf({ thumbs, kinds, chosen, active, hovered }, node) {
  return {
    chosen: node.id === chosen,
    active: node.id === active,
    hovered: node.id === hovered,
    thumb: thumbs?.picture(node.layers[node.layers.length - 1]) ?? null,
    kinds: node.collapsed ? node.layers.map((name) => kinds.get(name) ?? "other") : [],
  };
}

/**
 * @param {Pen} pen
 * @param {Size} size
 * @returns {(spot: Spot) => boolean} Whether any of a rectangle is in the window.
 */
function inSight({ camera: { x, y, scale } }, { width, height }) {
  const margin = 12;
  const [right, bottom] = [x + width / scale + margin, y + height / scale + margin];
  return (spot) => spot.x < right && spot.y < bottom && spot.x + spot.width > x - margin && spot.y + spot.height > y - margin;
}
