import { t } from "../language.js";
import { formatExact } from "../numbers.js";

/** @import { Figure } from "./answer.js" */

/**
 * A number of an explanation in all its digits: those that tell a float32 from its neighbours, nine
 * of what was worked out in float64.
 *
 * @param {Figure} value
 */
export function exactly(value) {
  return value === null ? t("not finite") : formatExact(value);
}
