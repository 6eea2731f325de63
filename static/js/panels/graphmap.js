import { find } from "../dom.js";

/** @import { Scene } from "../graph/scene.js" */
/** @import { GraphView } from "../graph/view.js" */

const WIDEST = 52;
/** So small that it stays a map, however short the network. */
const LARGEST = 0.14;
const MARGIN = 12;

/**
 * The whole graph, small, with a frame around what is in sight; drag in it to go there. It is
 * there only while there is more than what is in sight.
 *
 * @param {GraphView} view
 */
export function mountMinimap(view) {
  const canvas = find("[data-graph-map]", HTMLCanvasElement);
  const map = new Minimap(view, canvas);
  view.afterDrawing.push(() => map.draw());
  const go = (/** @type {PointerEvent} */ event) => {
    const { left, top } = canvas.getBoundingClientRect();
    map.go(event.clientX - left, event.clientY - top);
  };
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    go(event);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (canvas.hasPointerCapture(event.pointerId)) go(event);
  });
}

class Minimap {
  /** The graph as painted last, and what it was painted from. */
  #picture = document.createElement("canvas");
  /** @type {unknown[]} */
  #painted = [];
  #scale = 1;

  /**
   * @param {GraphView} view
   * @param {HTMLCanvasElement} canvas
   */
  constructor(view, canvas) {
    this.view = view;
    this.canvas = canvas;
  }

  draw() {
    const { scene, size, camera } = this.view;
    if (!scene) return;
    const { width, height } = scene.graph;
    const all = width * camera.scale <= size.width && height * camera.scale <= size.height;
    this.canvas.hidden = all;
    if (all) return;
    this.#scale = Math.min(LARGEST, WIDEST / width, (size.height - 2 * MARGIN) / height);
    this.#resize(Math.max(3, Math.ceil(width * this.#scale)), Math.ceil(height * this.#scale));
    this.#repaint(scene);
    this.#frame();
  }

  /**
   * Have the middle of the window show what is at (x, y) here.
   *
   * @param {number} x
   * @param {number} y
   */
  go(x, y) {
    const { camera, size } = this.view;
    const { scale } = camera;
    const at = { x: x / this.#scale - size.width / scale / 2, y: y / this.#scale - size.height / scale / 2, scale };
    this.view.look(at);
  }

  /**
   * @param {number} width
   * @param {number} height
   */
  #resize(width, height) {
    const [across, down] = [Math.round(width * devicePixelRatio), Math.round(height * devicePixelRatio)];
    if (this.canvas.width === across && this.canvas.height === down) return;
    for (const canvas of [this.canvas, this.#picture]) Object.assign(canvas, { width: across, height: down });
    Object.assign(this.canvas.style, { width: `${width}px`, height: `${height}px` });
    this.#painted = [];
  }

  /** @param {Scene} scene */
  #repaint(scene) {
    const { colours, matches, chosen } = this.view;
    const wanted = [scene, colours, matches, chosen];
    if (wanted.every((each, index) => each === this.#painted[index])) return;
    this.#painted = wanted;
    const context = this.#picture.getContext("2d");
    if (!context) return;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, this.#picture.width, this.#picture.height);
    const unit = this.#scale * devicePixelRatio;
    for (const node of scene.graph.nodes) {
      context.globalAlpha = matches && !matches.has(node.id) ? 0.2 : 1;
      context.fillStyle = node.id === chosen ? colours.accent : colours.kind[node.kind];
      const [width, height] = [Math.max(2, node.width * unit), Math.max(1, node.height * unit * 0.86)];
      context.fillRect(node.x * unit, node.y * unit, width, height);
    }
  }

  #frame() {
    const context = this.canvas.getContext("2d");
    if (!context) return;
    const { camera: { x, y, scale }, size, colours } = this.view;
    const unit = this.#scale * devicePixelRatio;
    context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    context.drawImage(this.#picture, 0, 0);
    const left = Math.max(0, x * unit);
    const right = Math.min(this.canvas.width, (x + size.width / scale) * unit);
    const top = Math.max(0, y * unit);
    const bottom = Math.min(this.canvas.height, (y + size.height / scale) * unit);
    context.strokeStyle = colours.accent;
    context.lineWidth = 2 * devicePixelRatio;
    context.strokeRect(left + 1, top + 1, Math.max(2, right - left - 2), Math.max(4, bottom - top - 2));
  }
}
