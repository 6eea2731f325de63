import { PAD_SIDE } from "./ink.js";

/** @import { Ink, Point } from "./ink.js" */

/**
 * Draw with mouse, finger or pen. `begun` is called when a line begins, `changed` whenever there is
 * more of it.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {Ink} ink
 * @param {{begun: () => void, changed: () => void}} calls
 * @returns {{count: number}} How many lines were begun.
 */
export function drawWithPointer(canvas, ink, { begun, changed }) {
  const strokes = { count: 0 };
  /** @type {[Point, Point] | null} The last two points of the line that is being drawn. */
  let line = null;
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || !event.isPrimary) return;
    canvas.setPointerCapture(event.pointerId);
    strokes.count += 1;
    begun();
    const at = pointOf(event, canvas);
    ink.dot(at);
    line = [at, at];
    changed();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!line || !event.isPrimary) return;
    for (const each of movesOf(event)) {
      const at = pointOf(each, canvas);
      ink.bend(line[0], line[1], at);
      line = [line[1], at];
    }
    changed();
  });
  for (const end of /** @type {const} */ (["pointerup", "pointercancel"])) {
    canvas.addEventListener(end, (event) => {
      if (!line || !event.isPrimary) return;
      ink.bend(line[0], line[1], line[1]);
      line = null;
      changed();
    });
  }
  return strokes;
}

/**
 * Every move since the last event: browsers gather several, and hand them out where the address is
 * one that they trust.
 *
 * @param {PointerEvent} event
 */
function movesOf(event) {
  const moves = "getCoalescedEvents" in event ? event.getCoalescedEvents() : [];
  return moves.length > 0 ? moves : [event];
}

/**
 * @param {PointerEvent} event
 * @param {HTMLCanvasElement} canvas
 * @returns {Point}
 */
function pointOf({ clientX, clientY }, canvas) {
  const { left, top, width, height } = canvas.getBoundingClientRect();
  return { x: ((clientX - left) / width) * PAD_SIDE, y: ((clientY - top) / height) * PAD_SIDE };
}
