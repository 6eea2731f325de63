import { t } from "../language.js";
import { formatValue } from "../numbers.js";
import { exactly } from "./figure.js";
import { steps } from "./steps.js";

/** @import { Explained, PixelOperands } from "./answer.js" */

/**
 * A number of the input: a level of the photo, shifted and scaled.
 *
 * @param {PixelOperands} operands
 * @param {Explained} explained
 * @returns {Node[]}
 */
export function pixelView({ level, mean, std, y, x }, { explained }) {
  const share = level / 255;
  return [steps(t("From the photo to the input"), [
    [t("level of the photo"), t("0 to 255, at {x} across, {y} down", { x: formatValue(x), y: formatValue(y) }), level],
    ["÷ 255", "", share],
    [t("− mean of the training pictures"), exactly(mean), share - mean],
    [t("÷ their standard deviation"), exactly(std), explained],
  ])];
}
