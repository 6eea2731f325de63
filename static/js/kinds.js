/** @import { Kind } from "./types.js" */

/** @type {Kind[]} In the order in which a reader meets them. */
export const KINDS = [
  "input", "convolution", "normalization", "activation", "pooling", "addition", "multiplication",
  "concatenation", "dropout", "reshape", "linear", "output", "other",
];
