import { t, tn } from "./language.js";

/** @import { Model } from "./types.js" */

const UNITS = /** @type {const} */ ([[1e9, "GB"], [1e6, "MB"], [1e3, "kB"]]);

/** @param {number} bytes */
export function formatBytes(bytes) {
  for (const [size, unit] of UNITS) {
    if (bytes >= size) return `${Number((bytes / size).toPrecision(3))} ${unit}`;
  }
  return tn("{count} byte", "{count} bytes", bytes);
}

/**
 * How large the file of a network's weights is, or about how large where nobody has said.
 *
 * @param {Model} model
 * @returns {string} Empty where not even that is known.
 */
export function sizeOf({ weights: { bytes, about_bytes: about } }) {
  if (typeof bytes === "number") return formatBytes(bytes);
  return typeof about === "number" ? t("about {size}", { size: formatBytes(about) }) : "";
}
