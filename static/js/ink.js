/** Of the 28 pixels that a network of digits sees, to one pixel of theirs: as for the samples. */
const ENLARGED = 10;
export const PAD_SIDE = 28 * ENLARGED;
/** MNIST's lines are some two and a half of its pixels wide. */
const LINE = 2.4 * ENLARGED;

/** @typedef {{x: number, y: number}} Point In pixels of the pad. */

/** What is on the pad: white lines on black, of the same pixels whatever the screen. */
export class Ink {
  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    const context = canvas.getContext("2d", { alpha: false });
    if (!context) throw new Error("This browser cannot draw on a canvas.");
    canvas.width = PAD_SIDE;
    canvas.height = PAD_SIDE;
    this.context = context;
    Object.assign(context, { lineWidth: LINE, lineCap: "round", lineJoin: "round", strokeStyle: "#fff" });
    this.clear();
  }

  clear() {
    this.context.fillStyle = "#000";
    this.context.fillRect(0, 0, PAD_SIDE, PAD_SIDE);
  }

  /** @param {Point} at */
  dot({ x, y }) {
    this.context.fillStyle = "#fff";
    this.context.beginPath();
    this.context.arc(x, y, LINE / 2, 0, 2 * Math.PI);
    this.context.fill();
  }

  /** @param {CanvasImageSource} picture */
  show(picture) {
    this.clear();
    this.context.drawImage(picture, 0, 0, PAD_SIDE, PAD_SIDE);
  }

  /**
   * A stretch of a line, from the middle between two points to the middle of the next two: so the
   * corners between the points that a pointer reports become round.
   *
   * @param {Point} before
   * @param {Point} at
   * @param {Point} after
   */
  bend(before, at, after) {
    const start = middle(before, at);
    const end = middle(at, after);
    this.context.beginPath();
    this.context.moveTo(start.x, start.y);
    this.context.quadraticCurveTo(at.x, at.y, end.x, end.y);
    this.context.stroke();
  }

  /** @returns {Promise<Blob>} The picture as PNG. */
  toPng() {
    return new Promise((resolve, reject) => {
      const take = (/** @type {Blob | null} */ blob) => (blob ? resolve(blob) : reject(new Error("The drawing cannot be turned into a picture.")));
      this.context.canvas.toBlob(take, "image/png");
    });
  }
}

/**
 * @param {Point} one
 * @param {Point} other
 */
function middle(one, other) {
  return { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 };
}
