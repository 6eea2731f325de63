import { onScreen } from "./pen.js";

/** @import { Frame } from "./answer.js" */
/** @import { Pen } from "./pen.js" */

/**
 * @param {Pen} pen
 * @param {Frame} frame
 */
export function drawFrame(pen, { x, y, width, height }) {
  const { context, colours } = pen;
  context.beginPath();
  context.roundRect(x, y, width, height, 8);
  context.fillStyle = colours.frame;
  context.fill();
  context.strokeStyle = colours.frameLine;
  context.lineWidth = onScreen(pen, 1);
  context.stroke();
}

/**
 * A frame's name in its corner, with a minus that closes it.
 *
 * @param {Pen} pen
 * @param {Frame} frame
 * @param {boolean} hovered
 */
export function drawFrameName(pen, { x, y, label }, hovered) {
  const { context, colours } = pen;
  context.font = `11px ${colours.mono}`;
  const width = context.measureText(label).width;
  context.beginPath();
  context.roundRect(x + 3, y + 3, width + 26, 15, 4);
  context.fillStyle = colours.ground;
  context.globalAlpha *= 0.85;
  context.fill();
  context.globalAlpha /= 0.85;
  context.fillStyle = hovered ? colours.accent : colours.quiet;
  context.fillRect(x + 8, y + 10, 8, 1.5);
  context.fillText(label, x + 22, y + 14.5);
}

/**
 * From afar: the names of frames beside the drawing, as many as there is room for, the outer ones
 * first.
 *
 * @param {Pen} pen
 * @param {Frame[]} frames
 */
export function drawFarNames(pen, frames) {
  const { context, colours, camera } = pen;
  const size = onScreen(pen, 11);
  const left = Math.min(...frames.map(({ x }) => x));
  context.font = `${size}px ${colours.mono}`;
  context.fillStyle = colours.quiet;
  /** @type {number[]} */
  const taken = [];
  for (const frame of frames) {
    const y = frame.y + size;
    if (frame.height < 1.5 * size || taken.some((other) => Math.abs(other - y) < 1.3 * size)) continue;
    taken.push(y);
    const room = left - size - camera.x;
    const name = [frame.path, frame.label].find((text) => context.measureText(text).width < room - size);
    if (name) context.fillText(name, left - size - context.measureText(name).width, y);
  }
}
