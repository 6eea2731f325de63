import { t } from "./language.js";

/** @import { Kind } from "./types.js" */

/** @type {Kind[]} In the order in which a reader meets them. */
export const KINDS = [
  "input", "convolution", "normalization", "activation", "pooling", "addition", "multiplication",
  "concatenation", "dropout", "reshape", "linear", "output", "other",
];

/** @type {Record<Kind | "block", string>} What a person reads of each; a block is a closed one of the graph. */
const NAMES = {
  input: t("input"), convolution: t("convolution"), normalization: t("normalization"), activation: t("activation"),
  pooling: t("pooling"), addition: t("addition"), multiplication: t("multiplication"), concatenation: t("concatenation"),
  dropout: t("dropout"), reshape: t("reshape"), linear: t("linear"), output: t("output"), other: t("other"),
  block: t("block"),
};

/** @param {Kind | "block"} kind */
export function kindName(kind) {
  return NAMES[kind];
}
