import { decodeBase64 } from "../base64.js";
import { choosePalette, domainOf, tableOf } from "../colour.js";

/** @import { Palette } from "../colour.js" */
/** @import { Sheet, Strip } from "../types.js" */

/**
 * Each layer's strongest map as a small picture, one pixel for one of the map, coloured as the
 * sheet's strips are. A layer of single numbers gives the strongest of them side by side.
 */
export class Thumbs {
  /** @type {Map<string, Strip>} */
  #strips;
  /** @type {Map<string, HTMLCanvasElement>} */
  #pictures = new Map();

  /**
   * @param {Sheet} sheet
   * @param {Map<string, Palette>} palettes
   * @param {"light" | "dark"} theme
   */
  constructor(sheet, palettes, theme) {
    this.#strips = new Map(sheet.layers.map((strip) => [strip.name, strip]));
    this.palettes = palettes;
    this.theme = theme;
  }

  /**
   * @param {string} layer
   * @returns {HTMLCanvasElement | null} Null for a layer that the sheet does not have.
   */
  picture(layer) {
    const known = this.#pictures.get(layer);
    const strip = this.#strips.get(layer);
    if (known || !strip) return known ?? null;
    const picture = this.#paint(strip);
    this.#pictures.set(layer, picture);
    return picture;
  }

  /** @param {Strip} strip */
  #paint({ minimum, maximum, signed, width, height, channels, pixels }) {
    const palette = choosePalette(this.palettes, "auto", signed, this.theme);
    const table = tableOf(palette, domainOf(palette, minimum, maximum, true), minimum, maximum);
    const single = width * height === 1;
    const canvas = document.createElement("canvas");
    canvas.width = single ? channels.length : width;
    canvas.height = height;
    const image = new ImageData(canvas.width, canvas.height);
    const words = new Uint32Array(image.data.buffer);
    const levels = decodeBase64(pixels);
    for (let at = 0; at < words.length; at += 1) words[at] = table[levels[at]];
    canvas.getContext("2d")?.putImageData(image, 0, 0);
    return canvas;
  }
}
