/**
 * Words on maps: white with a dark edge, legible on every colour of every palette.
 *
 * @param {CanvasRenderingContext2D} context
 */
export function beginLettering(context) {
  context.font = `${10 * devicePixelRatio}px system-ui, sans-serif`;
  context.textBaseline = "alphabetic";
  context.lineJoin = "round";
  context.lineWidth = 2.5 * devicePixelRatio;
  context.strokeStyle = "rgb(0 0 0 / 0.75)";
  context.fillStyle = "#fff";
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {string} text
 * @param {number} x In pixels of the canvas.
 * @param {number} y Of the line that the letters stand on.
 */
export function letter(context, text, x, y) {
  context.strokeText(text, x, y);
  context.fillText(text, x, y);
}
