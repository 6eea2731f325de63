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
  return [steps("From the photo to the input", [
    ["level of the photo", `0 to 255, at ${formatValue(x)} across, ${formatValue(y)} down`, level],
    ["÷ 255", "", share],
    ["− mean of the training pictures", exactly(mean), share - mean],
    ["÷ their standard deviation", exactly(std), explained],
  ])];
}
