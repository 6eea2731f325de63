import { kindName } from "../kinds.js";
import { t, tn } from "../language.js";
import { formatShape } from "../numbers.js";

/** @import { Frame, Node } from "./answer.js" */
/** @import { Line, Scene } from "./scene.js" */

const MOST = 4;

/**
 * What a node is: its name, kind and shape.
 *
 * @param {Node} node
 */
export function nameOf(node) {
  const what = node.collapsed ? tn("closed block of {count} layer", "closed block of {count} layers", node.layers.length) : kindName(node.kind);
  return `${node.path && node.collapsed ? partOf(node) : node.id}, ${what}, ${formatShape(node.shape)}`;
}

/**
 * All that the drawing shows of a node, in words.
 *
 * @param {Scene} scene
 * @param {Node} node
 */
export function describe(scene, node) {
  const from = endsOf(scene.arriving.get(node.id) ?? [], ({ source }) => source);
  const to = endsOf(scene.leaving.get(node.id) ?? [], ({ target }) => target);
  const parts = [nameOf(node), from && t("reads {layers}", { layers: from }), to && t("goes to {layers}", { layers: to })];
  return `${parts.filter(Boolean).join("; ")}.`;
}

/**
 * What flows along an edge.
 *
 * @param {Line} line
 */
export function flowOf({ edge, source, target }) {
  if (!edge.known) return t("{first} ran before {second}; what it reads is not known", { first: source.id, second: target.id });
  const shape = edge.shape ? `, ${formatShape(edge.shape)}` : "";
  return `${listOf(edge.layers)}${shape} → ${target.collapsed ? partOf(target) : target.id}${edge.skip ? ` ${t("(skip)")}` : ""}`;
}

/** @param {Frame} frame */
export function frameName({ path, label, layers }) {
  return tn("{block}, open block of {count} layer", "{block}, open block of {count} layers", layers, { block: partOf({ path, label }) });
}

/**
 * The path of a block, with which part of its module it is where there are several.
 *
 * @param {{path: string, label: string}} block
 */
function partOf({ path, label }) {
  return path + (/ \(\d+ of \d+\)$/.exec(label)?.[0] ?? "");
}

/**
 * @param {Line[]} lines
 * @param {(line: Line) => Node} end
 */
function endsOf(lines, end) {
  return listOf(lines.map((line) => `${end(line).collapsed ? partOf(end(line)) : end(line).id}${line.edge.skip ? ` ${t("(skip)")}` : ""}`));
}

/** @param {string[]} names */
function listOf(names) {
  const shown = names.slice(0, MOST).join(", ");
  return names.length > MOST ? t("{names} and {count} more", { names: shown, count: names.length - MOST }) : shown;
}
