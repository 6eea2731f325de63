import { flattened, simplified } from "./curve.js";

/** @import { Edge, Frame, Graph, Node, Point, Spot } from "./answer.js" */

/** How far from its curve an edge may be drawn from afar, in pixels of the drawing. */
const COARSE = 10;

/** A graph with what is asked of it again and again: who is where, and what leads to what. */
export class Scene {
  /** @param {Graph} graph */
  constructor(graph) {
    this.graph = graph;
    this.nodes = new Map(graph.nodes.map((node) => [node.id, node]));
    this.frames = new Map(graph.frames.map((frame) => [frame.id, frame]));
    this.ofLayer = new Map(graph.nodes.flatMap((node) => node.layers.map((name) => [name, node])));
    this.lines = graph.edges.map((edge) => this.#lineOf(edge));
    this.leaving = grouped(this.lines, ({ edge }) => edge.source);
    this.arriving = grouped(this.lines, ({ edge }) => edge.target);
  }

  /**
   * What a block is at the moment: a node or a frame.
   *
   * @param {string} id
   * @returns {Node | Frame | undefined}
   */
  spot(id) {
    return this.frames.get(id) ?? this.nodes.get(id);
  }

  /**
   * The frames around a node or a frame, the innermost first.
   *
   * @param {Node | Frame} inner
   * @returns {Frame[]}
   */
  around(inner) {
    const found = [];
    for (let frame = this.frames.get(inner.frame); frame; frame = this.frames.get(frame.frame)) found.push(frame);
    return found;
  }

  /**
   * Where edges enter a block: what stays in its place when it opens or closes.
   *
   * @param {string} id
   * @returns {Point | null} Null for a block that is not shown.
   */
  entry(id) {
    const spot = this.spot(id);
    if (!spot) return null;
    const inside = (/** @type {Node} */ node) => node.id === id || this.around(node).some((frame) => frame.id === id);
    const entering = this.lines.filter(({ source, target }) => inside(target) && !inside(source));
    const middles = [...new Set(entering.map(({ target }) => target))].map(({ x, width }) => x + width / 2);
    const mean = middles.reduce((sum, x) => sum + x, 0) / middles.length;
    return [middles.length > 0 ? mean : spot.x + spot.width / 2, spot.y];
  }

  /** @param {Edge} edge */
  #lineOf(edge) {
    const [source, target] = [this.nodes.get(edge.source), this.nodes.get(edge.target)];
    if (!source || !target) throw new Error(`The edge ${edge.source} → ${edge.target} leads nowhere.`);
    return new Line(edge, source, target);
  }
}

/** An edge ready to be drawn; its curve is worked out once it comes into sight. */
export class Line {
  /** @type {Point[] | null} */
  #chain = null;
  /** @type {Point[] | null} */
  #coarse = null;

  /**
   * @param {Edge} edge
   * @param {Node} source
   * @param {Node} target
   */
  constructor(edge, source, target) {
    this.edge = edge;
    this.source = source;
    this.target = target;
    this.box = boxOf(edge.points);
  }

  /** Its curve in short lines. */
  get chain() {
    this.#chain ??= flattened(this.edge.points);
    return this.#chain;
  }

  /** The same in as few lines as will do from afar. */
  get coarse() {
    this.#coarse ??= simplified(this.chain, COARSE);
    return this.#coarse;
  }
}

/**
 * @param {Point[]} points
 * @returns {Spot}
 */
function boxOf(points) {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

/**
 * @param {Line[]} lines
 * @param {(line: Line) => string} key
 * @returns {Map<string, Line[]>}
 */
function grouped(lines, key) {
  /** @type {Map<string, Line[]>} */
  const found = new Map();
  for (const line of lines) {
    const group = found.get(key(line));
    if (group) group.push(line);
    else found.set(key(line), [line]);
  }
  return found;
}
