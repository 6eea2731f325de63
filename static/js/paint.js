/** What lies between maps: on dark ground a little light, or dark maps would run together. */
export const GAP_WORDS = {
  light: 0,
  dark: new Uint32Array(new Uint8Array([46, 50, 58, 255]).buffer)[0],
};

/**
 * Canvas pixels of 32 bits each, and how maps get into them: square pixels, never smoothed.
 */
export class Surface {
  /**
   * @param {HTMLCanvasElement} canvas Its size in device pixels is set to width × height.
   * @param {number} width
   * @param {number} height
   */
  constructor(canvas, width, height) {
    const context = canvas.getContext("2d");
    if (!context) throw new Error("This browser cannot draw on a canvas.");
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    this.context = context;
    this.image = new ImageData(Math.max(1, width), Math.max(1, height));
    this.words = new Uint32Array(this.image.data.buffer);
  }

  /**
   * Draw one map of levels as side × … device pixels at (left, top), repeating the nearest level.
   *
   * @param {Uint8Array} levels
   * @param {number} offset Where in `levels` the map begins.
   * @param {{height: number, width: number}} map
   * @param {Uint32Array} table Colour of each level.
   * @param {{left: number, top: number, width: number, height: number}} box
   */
  map(levels, offset, map, table, box) {
    const columns = nearest(map.width, box.width);
    const rows = nearest(map.height, box.height);
    const first = Math.max(0, -box.top);
    const last = Math.min(box.height, this.image.height - box.top);
    for (let y = first; y < last; y += 1) {
      const source = offset + rows[y] * map.width;
      const target = (box.top + y) * this.image.width + box.left;
      for (let x = 0; x < box.width; x += 1) {
        this.words[target + x] = table[levels[source + columns[x]]];
      }
    }
  }

  /** Bring to the screen what has been drawn. */
  show() {
    this.context.putImageData(this.image, 0, 0);
  }
}

/** @type {Map<number, Uint16Array>} */
const known = new Map();

/**
 * Which of `cells` source pixels each of `pixels` drawn ones repeats.
 *
 * @param {number} cells
 * @param {number} pixels
 */
export function nearest(cells, pixels) {
  const key = cells * 65536 + pixels;
  let indices = known.get(key);
  if (!indices) {
    indices = Uint16Array.from({ length: pixels }, (_, at) => Math.floor(((at + 0.5) * cells) / pixels));
    known.set(key, indices);
  }
  return indices;
}

/**
 * The size at which a map is drawn in a square of `side` device pixels: enlarged by a whole factor
 * where it fits more than once, so that all of its pixels are equally large.
 *
 * @param {number} height
 * @param {number} width
 * @param {number} side
 */
export function fitWhole(height, width, side) {
  const factor = Math.max(1, Math.floor(side / Math.max(height, width)));
  return { height: height * factor, width: width * factor };
}
