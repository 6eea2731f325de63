/**
 * `3×3`.
 *
 * @param {unknown[]} sides
 */
export function size(sides) {
  return sides.map(text).join("×");
}

/**
 * A hyperparameter as it is written.
 *
 * @param {unknown} value
 */
export function text(value) {
  return typeof value === "number" || typeof value === "string" ? String(value) : JSON.stringify(value);
}

/**
 * The name of an operation, however a module or a function writes it.
 *
 * @param {string} op
 */
export function plain(op) {
  return op.toLowerCase().replaceAll("_", "");
}

/**
 * How far a window moves at a time; not a number where that is not said.
 *
 * @param {Record<string, unknown>} hyperparameters
 * @returns {number}
 */
export function stepOf({ stride }) {
  return Number(Array.isArray(stride) ? stride[0] : stride);
}
