import { t } from "../language.js";
import { plain, size, stepOf, text } from "./values.js";

/** @import { Values } from "../language.js" */
/** @import { Layer } from "../types.js" */

/**
 * What a convolution does, by its kind.
 *
 * @param {Layer} layer
 * @returns {string}
 */
export function explainConvolution({ op, shape, hyperparameters }) {
  const { kernel_size: kernel, groups = 1, in_channels: from } = hyperparameters;
  if (!Array.isArray(kernel) || typeof from !== "number") return t("Slides learned filters over its input; each map is the answer of one filter.");
  const values = { window: windowWords(kernel, hyperparameters), step: stepOf(hyperparameters), from, maps: shape[0], groups: text(groups) };
  const strides = values.step > 1;
  if (plain(op).includes("transpose")) return t("Spreads every value over a {window} window by learned weights, so that the maps grow.", values);
  if (groups === from && from > 1) {
    return strides
      ? t("Slides one {window} filter over each of its {from} input maps alone, in steps of {step}, without mixing them (depthwise).", values)
      : t("Slides one {window} filter over each of its {from} input maps alone, without mixing them (depthwise).", values);
  }
  if (groups !== 1) return explainGrouped(values, strides);
  return kernel.every((side) => side === 1) ? explainPointwise(values, strides) : explainWhole(values, strides);
}

/**
 * @param {Values} values
 * @param {boolean} strides
 * @returns {string}
 */
function explainPointwise(values, strides) {
  return strides
    ? t("Mixes {from} input maps into {maps}, in steps of {step}: every value is a weighted sum of the values at the same place in all of them (pointwise).", values)
    : t("Mixes {from} input maps into {maps}: every value is a weighted sum of the values at the same place in all of them (pointwise).", values);
}

/**
 * @param {Values} values
 * @param {boolean} strides
 * @returns {string}
 */
function explainWhole(values, strides) {
  return strides
    ? t("Slides {maps} filters of {window} over all {from} input maps together, in steps of {step}; each map is one filter's answer, a weighted sum at every place.", values)
    : t("Slides {maps} filters of {window} over all {from} input maps together; each map is one filter's answer, a weighted sum at every place.", values);
}

/**
 * @param {Values} values
 * @param {boolean} strides
 * @returns {string}
 */
function explainGrouped(values, strides) {
  return strides
    ? t("Slides {maps} filters of {window} over {groups} groups of its {from} input maps, in steps of {step}; each map is one filter's answer, a weighted sum at every place.", values)
    : t("Slides {maps} filters of {window} over {groups} groups of its {from} input maps; each map is one filter's answer, a weighted sum at every place.", values);
}

/**
 * The size of a window, and how far it is spread.
 *
 * @param {unknown[]} kernel
 * @param {Record<string, unknown>} hyperparameters
 */
function windowWords(kernel, { dilation }) {
  const spread = Number(Array.isArray(dilation) ? dilation[0] : dilation);
  return spread > 1 ? t("{size} (spread to every {spread}th pixel)", { size: size(kernel), spread }) : size(kernel);
}
