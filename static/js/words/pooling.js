import { t } from "../language.js";
import { size, stepOf } from "./values.js";

/** @import { Layer } from "../types.js" */

/**
 * What a pooling keeps of its windows, or of whole maps.
 *
 * @param {Layer} layer
 * @returns {string}
 */
export function explainPooling({ op, shape, hyperparameters }) {
  const { kernel_size: kernel } = hyperparameters;
  const largest = /max/i.test(op);
  if (kernel !== undefined) {
    const window = size(Array.isArray(kernel) ? kernel : [kernel, kernel]);
    return explainWindow(largest, { window, step: stepOf(hyperparameters) });
  }
  const places = shape.length < 3 ? 1 : shape[1] * shape[2];
  if (places === 1) {
    return largest
      ? t("Keeps the largest value of each map: what was found, no longer where.")
      : t("Averages each map to a single number: what was found, no longer where.");
  }
  const left = { size: size(shape.slice(1)) };
  return largest
    ? t("Keeps the largest value in each part of the map, so that {size} are left.", left)
    : t("Averages the values in each part of the map, so that {size} are left.", left);
}

/**
 * @param {boolean} largest
 * @param {{window: string, step: number}} values
 * @returns {string}
 */
function explainWindow(largest, values) {
  if (values.step > 1) {
    return largest
      ? t("Keeps the largest value of every {window} window, in steps of {step}: smaller maps that still tell what was found.", values)
      : t("Averages every {window} window, in steps of {step}: smaller, smoother maps.", values);
  }
  return largest
    ? t("Keeps the largest value of every {window} window: smaller maps that still tell what was found.", values)
    : t("Averages every {window} window: smaller, smoother maps.", values);
}
