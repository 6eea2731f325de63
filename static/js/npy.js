/** @import { Array32 } from "./types.js" */

const MAGIC = "\x93NUMPY";

/**
 * Read a `.npy` file of little-endian float32 in C order, the only kind that the server sends.
 *
 * @param {ArrayBuffer} buffer
 * @returns {Array32}
 */
export function parseNpy(buffer) {
  const bytes = new Uint8Array(buffer);
  const view = new DataView(buffer);
  if (ascii(bytes.subarray(0, 6)) !== MAGIC) throw new Error("This is not a .npy file.");
  const wide = bytes[6] >= 2;
  const start = wide ? 12 : 10;
  const end = start + (wide ? view.getUint32(8, true) : view.getUint16(8, true));
  const header = ascii(bytes.subarray(start, end));
  if (!/'descr':\s*'<f4'/.test(header) || !/'fortran_order':\s*False/.test(header)) {
    throw new Error(`Only little-endian float32 in C order can be read, not ${header.trim()}`);
  }
  return { shape: shapeOf(header), values: new Float32Array(buffer.slice(end)) };
}

/**
 * @param {string} header
 * @returns {number[]}
 */
function shapeOf(header) {
  const match = /'shape':\s*\(([^)]*)\)/.exec(header);
  return (match?.[1].match(/\d+/g) ?? []).map(Number);
}

/** @param {Uint8Array} bytes */
function ascii(bytes) {
  return String.fromCharCode(...bytes);
}
