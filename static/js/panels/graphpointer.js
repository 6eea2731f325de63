import { find } from "../dom.js";
import { moved, toDrawing, zoomed } from "../graph/camera.js";
import { hitAt } from "../graph/hit.js";

/** @import { Point } from "../graph/answer.js" */
/** @import { Hit } from "../graph/hit.js" */
/** @import { GraphView } from "../graph/view.js" */
/** @import { Opener } from "./graphopener.js" */

/** A press that moves less is a click. */
const SLOP = 5;
const LINE = 16;
const narrow = matchMedia("(max-width: 900px)");

/**
 * Drag moves the drawing, two fingers or Ctrl and the wheel make it larger or smaller, a click
 * opens what is there.
 *
 * @param {GraphView} view
 * @param {HTMLElement} element
 * @param {Opener} opener
 */
export function followPointer(view, element, opener) {
  const canvas = find("[data-graph-canvas]", HTMLCanvasElement, element);
  const hand = new Hand(view, canvas);
  canvas.addEventListener("pointerdown", (event) => hand.press(event));
  canvas.addEventListener("pointermove", (event) => {
    if (!hand.drag(event)) point(view, element, hitUnder(view, canvas, event));
  });
  canvas.addEventListener("pointerup", (event) => hand.release(event));
  canvas.addEventListener("pointercancel", (event) => hand.release(event));
  // Not when the pointer goes up: what that opens over the graph would be clicked as well.
  canvas.addEventListener("click", (event) => {
    if (!hand.moved) click(hitUnder(view, canvas, event), opener, narrow.matches || event.pointerType === "touch");
  });
  canvas.addEventListener("pointerleave", () => point(view, element, null));
  canvas.addEventListener("dblclick", (event) => {
    const hit = hitUnder(view, canvas, event);
    if (hit && "node" in hit && !hit.toggles && !narrow.matches) opener.openBlock(hit.node);
  });
  canvas.addEventListener("wheel", (event) => {
    wheel(view, canvas, event);
    point(view, element, hitUnder(view, canvas, event));
  }, { passive: false });
}

/** The pointers that are down, and what they do to the drawing. */
class Hand {
  /** @type {Map<number, Point>} */
  #down = new Map();
  #travelled = 0;

  /**
   * @param {GraphView} view
   * @param {HTMLCanvasElement} canvas
   */
  constructor(view, canvas) {
    this.view = view;
    this.canvas = canvas;
  }

  /** @param {PointerEvent} event */
  press(event) {
    if (event.button !== 0) return;
    if (this.#down.size === 0) this.#travelled = 0;
    this.#down.set(event.pointerId, placeOf(this.canvas, event));
    this.canvas.setPointerCapture(event.pointerId);
  }

  /**
   * @param {PointerEvent} event
   * @returns {boolean} Whether a pointer is down.
   */
  drag(event) {
    const before = this.#down.get(event.pointerId);
    if (!before) return false;
    const old = this.#grip();
    const [x, y] = placeOf(this.canvas, event);
    this.#down.set(event.pointerId, [x, y]);
    this.#travelled += Math.hypot(x - before[0], y - before[1]) + (this.#down.size > 1 ? SLOP : 0);
    if (this.#travelled < SLOP) return true;
    const { middle, spread } = this.#grip();
    const shifted = moved(this.view.camera, middle[0] - old.middle[0], middle[1] - old.middle[1]);
    this.view.look(zoomed(shifted, old.spread > 0 ? spread / old.spread : 1, ...middle));
    return true;
  }

  /** @param {PointerEvent} event */
  release(event) {
    this.#down.delete(event.pointerId);
  }

  /** Whether the last press was more than a click. */
  get moved() {
    return this.#travelled >= SLOP;
  }

  /** The middle of the pointers that are down, and how far apart they are. */
  #grip() {
    const [[x, y], other] = [...this.#down.values()];
    if (!other) return { middle: /** @type {Point} */ ([x, y]), spread: 0 };
    const middle = /** @type {Point} */ ([(x + other[0]) / 2, (y + other[1]) / 2]);
    return { middle, spread: Math.hypot(x - other[0], y - other[1]) };
  }
}

/**
 * @param {Hit | null} hit
 * @param {Opener} opener
 * @param {boolean} single Whether there is no second click to open a block with.
 */
function click(hit, opener, single) {
  if (!hit) return;
  if ("frame" in hit && hit.toggles) opener.closeFrame(hit.frame);
  if (!("node" in hit)) return;
  if (hit.toggles || (single && hit.node.collapsed)) opener.openBlock(hit.node);
  else opener.openNode(hit.node);
}

/**
 * Light up what is under the pointer.
 *
 * @param {GraphView} view
 * @param {HTMLElement} element
 * @param {Hit | null} hit
 */
function point(view, element, hit) {
  const line = hit && "line" in hit ? hit.line : null;
  const hovered = !hit ? "" : "node" in hit ? hit.node.id : "frame" in hit && hit.toggles ? hit.frame.id : "";
  if (line === view.line && hovered === view.hovered) return;
  view.line = line;
  view.hovered = hovered;
  element.toggleAttribute("data-pointing", hovered !== "");
  view.redraw();
}

/**
 * @param {GraphView} view
 * @param {HTMLCanvasElement} canvas
 * @param {WheelEvent} event
 */
function wheel(view, canvas, event) {
  event.preventDefault();
  const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE : 1;
  if (event.ctrlKey || event.metaKey) {
    view.look(zoomed(view.camera, Math.exp(-event.deltaY * unit * 0.006), ...placeOf(canvas, event)));
  } else {
    view.look(moved(view.camera, -event.deltaX * unit, -event.deltaY * unit));
  }
}

/**
 * @param {GraphView} view
 * @param {HTMLCanvasElement} canvas
 * @param {MouseEvent} event
 */
function hitUnder(view, canvas, event) {
  return view.scene && hitAt(view.scene, toDrawing(view.camera, ...placeOf(canvas, event)), view.camera.scale);
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {MouseEvent} event
 * @returns {Point}
 */
function placeOf(canvas, { clientX, clientY }) {
  const { left, top } = canvas.getBoundingClientRect();
  return [clientX - left, clientY - top];
}
