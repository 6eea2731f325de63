import { find } from "../dom.js";

/** @type {Map<string, HTMLCanvasElement>} */
const painted = new Map();

/**
 * The mark of a kind of layer as a picture: the very symbol that the page's other marks are.
 *
 * @param {string} kind
 * @param {string} colour
 * @param {string} ground What shows through its cuts.
 * @param {number} side In device pixels.
 * @returns {HTMLCanvasElement}
 */
export function markPicture(kind, colour, ground, side) {
  const key = `${kind} ${colour} ${ground} ${side}`;
  const known = painted.get(key);
  if (known) return known;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = side;
  const context = canvas.getContext("2d");
  if (!context) throw new Error("This browser cannot draw on a canvas.");
  const symbol = find(`#mark-${kind}`, SVGSymbolElement);
  const { width } = symbol.viewBox.baseVal;
  context.scale(side / width, side / width);
  for (const shape of symbol.children) paint(context, shape, colour, ground);
  painted.set(key, canvas);
  return canvas;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Element} shape
 * @param {string} colour
 * @param {string} ground
 */
function paint(context, shape, colour, ground) {
  const path = pathOf(shape);
  const own = (/** @type {string} */ name) => shape.getAttribute(name);
  context.fillStyle = colour;
  if (own("fill") !== "none") context.fill(path);
  const cut = shape.classList.contains("cut");
  if (!cut && !own("stroke")) return;
  context.strokeStyle = cut ? ground : colour;
  context.lineWidth = Number(own("stroke-width") ?? 1);
  context.lineCap = /** @type {CanvasLineCap} */ (own("stroke-linecap") ?? "butt");
  context.lineJoin = /** @type {CanvasLineJoin} */ (own("stroke-linejoin") ?? "miter");
  context.setLineDash((own("stroke-dasharray") ?? "").split(/[ ,]+/).filter(Boolean).map(Number));
  context.stroke(path);
}

/** @param {Element} shape */
function pathOf(shape) {
  const number = (/** @type {string} */ name) => Number(shape.getAttribute(name) ?? 0);
  const path = new Path2D(shape.getAttribute("d") ?? "");
  if (shape.tagName === "circle") path.arc(number("cx"), number("cy"), number("r"), 0, 2 * Math.PI);
  if (shape.tagName === "rect") path.roundRect(number("x"), number("y"), number("width"), number("height"), number("rx"));
  return path;
}
