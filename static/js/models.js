import { t } from "./language.js";
import { formatCount, formatPercent } from "./numbers.js";

/** @import { Model } from "./types.js" */

/**
 * Networks of one family, in the order in which they were listed.
 *
 * @typedef {{name: string, year: number | null, models: Model[]}} Family
 */

/**
 * The families in the order of time, each beginning with the year of its first network.
 *
 * @param {Model[]} models
 * @returns {Family[]}
 */
export function groupByFamily(models) {
  /** @type {Map<string, Family>} */
  const families = new Map();
  for (const model of models) {
    const family = families.get(model.family) ?? { name: model.family, year: null, models: [] };
    family.models.push(model);
    family.year = earlier(family.year, model.year);
    families.set(model.family, family);
  }
  return [...families.values()].sort((one, other) => (one.year ?? Infinity) - (other.year ?? Infinity) || 0);
}

/**
 * @param {number | null} one
 * @param {number | null} other
 */
function earlier(one, other) {
  return one === null || other === null ? (one ?? other) : Math.min(one, other);
}

/** @param {Model} model */
export function isReady({ status }) {
  return status === "ready";
}

/**
 * Whether a network's weights are on this machine, or ought to be.
 *
 * @param {Model} model
 */
export function isHere({ status }) {
  return status === "ready" || status === "broken";
}

/**
 * Whether a network's weights have to be fetched before it runs.
 *
 * @param {Model | undefined} model
 */
export function isAway(model) {
  return model?.status === "downloadable" || model?.status === "downloading";
}

/**
 * Whether a network reads digits as MNIST has them, white on black: those can be drawn.
 *
 * @param {Model | undefined} model
 */
export function takesDigits(model) {
  const { channels, height, width } = model?.input ?? {};
  return channels === 1 && height === 28 && width === 28;
}

/**
 * How often the network was right when it was measured, short and in a sentence.
 *
 * @param {Model} model
 * @returns {{share: string, words: string} | null} Null where nobody measured.
 */
export function measured({ accuracy: { accuracy, correct, pictures, data } }) {
  if (typeof accuracy !== "number") return null;
  const share = formatPercent(accuracy, 2);
  const counted = typeof correct === "number" && typeof pictures === "number";
  const figures = counted ? { correct: formatCount(correct), pictures: formatCount(pictures) } : null;
  return { share, words: rightWords(share, typeof data === "string" ? t(data) : null, figures) };
}

/**
 * @param {string} share
 * @param {string | null} data
 * @param {{correct: string, pictures: string} | null} figures
 * @returns {string}
 */
function rightWords(share, data, figures) {
  if (figures && data) return t("{share} right: {correct} of {pictures} pictures of {data}", { share, data, ...figures });
  if (figures) return t("{share} right: {correct} of {pictures} pictures", { share, ...figures });
  return data ? t("{share} right of {data}", { share, data }) : t("{share} right", { share });
}
