import { beginning, between, held, placing, showing, toDrawing, toScreen } from "./camera.js";
import { drawScene } from "./drawscene.js";

/** @import { Node, Point, Spot } from "./answer.js" */
/** @import { Camera, Size } from "./camera.js" */
/** @import { Colours } from "./colours.js" */
/** @import { Line, Scene } from "./scene.js" */
/** @import { Thumbs } from "./thumbs.js" */

const GLIDE = 140;
const calm = matchMedia("(prefers-reduced-motion: reduce)");

/** The drawing as it is seen now; whoever changes something in it asks for another frame. */
export class GraphView {
  /** @type {Scene | null} */
  scene = null;
  /** @type {Camera} */
  camera = { x: 0, y: 0, scale: 1 };
  /** @type {Size} */
  size = { width: 0, height: 0 };
  /** @type {Thumbs | null} */
  thumbs = null;
  /** @type {Map<string, string>} */
  kinds = new Map();
  chosen = "";
  active = "";
  hovered = "";
  /** @type {Line | null} */
  line = null;
  /** @type {Set<string> | null} */
  matches = null;
  /** @type {(() => void)[]} */
  afterDrawing = [];
  #frame = 0;
  #gliding = 0;
  /** What is to be in sight once there is a window. */
  #sought = "";

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {Colours} colours
   */
  constructor(canvas, colours) {
    const context = canvas.getContext("2d");
    if (!context) throw new Error("This browser cannot draw on a canvas.");
    this.context = context;
    this.colours = colours;
  }

  /** Draw on the next frame of the screen. */
  redraw() {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#draw());
  }

  /** @param {Camera} camera */
  look(camera) {
    cancelAnimationFrame(this.#gliding);
    this.#set(camera);
  }

  /**
   * Go there at a pace that the eye can follow.
   *
   * @param {Camera} camera
   */
  glide(camera) {
    cancelAnimationFrame(this.#gliding);
    const [from, start] = [this.camera, performance.now()];
    const step = (/** @type {number} */ now) => {
      const part = calm.matches ? 1 : Math.min(1, Math.max(0, now - start) / GLIDE);
      this.#set(part < 1 ? between(from, camera, 1 - (1 - part) ** 3) : camera);
      if (part < 1) this.#gliding = requestAnimationFrame(step);
    };
    step(start);
  }

  /**
   * Bring a rectangle of the drawing into sight.
   *
   * @param {Spot} spot
   */
  bring(spot) {
    const camera = showing(this.camera, spot, this.size);
    if (camera.x !== this.camera.x || camera.y !== this.camera.y) this.glide(camera);
  }

  /**
   * Show a graph. Of the network shown before, what is at `anchor` stays where it is.
   *
   * @param {Scene} scene
   * @param {string} anchor Id of the block that was opened or closed; empty: any node in sight.
   */
  show(scene, anchor) {
    const before = this.scene;
    this.scene = scene;
    this.hovered = "";
    this.line = null;
    if (before?.graph.model !== scene.graph.model) {
      this.begin();
      return;
    }
    const id = anchor || this.#nearest(before);
    const [was, is] = [before.entry(id), scene.entry(id)];
    if (was && is) this.look(placing(this.camera.scale, is, this.#within(toScreen(this.camera, ...was))));
    else this.redraw();
  }

  /** Look at the beginning of the drawing. */
  begin() {
    if (this.scene && this.size.width > 0) this.look(beginning(this.scene.graph, this.size));
  }

  /**
   * Bring a node into sight that is not; one that is in part stays where it is.
   *
   * @param {string} id
   */
  seek(id) {
    this.#sought = id;
    const node = this.scene?.nodes.get(id);
    if (!node || this.size.width === 0) return;
    const [left, top] = toScreen(this.camera, node.x, node.y);
    const [right, bottom] = toScreen(this.camera, node.x + node.width, node.y + node.height);
    if (right < 0 || bottom < 0 || left > this.size.width || top > this.size.height) {
      this.look(showing(this.camera, node, this.size));
    }
  }

  /** @param {Size} size */
  resize(size) {
    const first = this.size.width === 0;
    const { canvas } = this.context;
    canvas.width = Math.round(size.width * devicePixelRatio);
    canvas.height = Math.round(size.height * devicePixelRatio);
    this.size = size;
    if (first) {
      this.begin();
      this.seek(this.#sought);
    }
    // At once, or the canvas is empty for a moment.
    this.#draw();
  }

  /** @returns {Node | null} */
  get activeNode() {
    return this.scene?.nodes.get(this.active) ?? null;
  }

  /** @param {Camera} camera */
  #set(camera) {
    this.camera = this.scene ? held(camera, this.scene.graph, this.size) : camera;
    this.redraw();
  }

  #draw() {
    if (!this.scene || this.size.width === 0) return;
    const { context, camera, colours, scene } = this;
    drawScene({ context, camera, ratio: devicePixelRatio, colours }, { ...this, scene });
    for (const listener of this.afterDrawing) listener();
  }

  /**
   * The node nearest to the middle of the window that is still there.
   *
   * @param {Scene} before
   */
  #nearest(before) {
    const [x, y] = toDrawing(this.camera, this.size.width / 2, this.size.height / 2);
    const away = (/** @type {Node} */ node) => Math.abs(node.x - x) + Math.abs(node.y - y);
    const common = before.graph.nodes.filter(({ id }) => this.scene?.nodes.has(id));
    return common.reduce((best, node) => (!best || away(node) < away(best) ? node : best), common[0])?.id ?? "";
  }

  /**
   * @param {Point} place
   * @returns {Point} The same, brought into the window: one closes a frame from deep within it.
   */
  #within([x, y]) {
    const { width, height } = this.size;
    return [Math.min(width - 40, Math.max(40, x)), Math.min(height - 40, Math.max(24, y))];
  }
}
