import { t } from "./language.js";

/** @import { Model } from "./types.js" */

/** Behind the id of a network it names its untrained twin. */
const SUFFIX = "@untrained";

/** @param {string} id */
export function isTwin(id) {
  return id.endsWith(SUFFIX);
}

/** @param {string} id Of a network or of its twin. */
export function trainedId(id) {
  return isTwin(id) ? id.slice(0, -SUFFIX.length) : id;
}

/** @param {string} id Of a network or of its twin. */
export function twinId(id) {
  return trainedId(id) + SUFFIX;
}

/**
 * Whether a network can be had untrained: only where there is code that constructs it. An ONNX file
 * is its weights, and a module that was handed over was constructed elsewhere.
 *
 * @param {Model} model
 */
export function hasTwin({ source, weights: { name } }) {
  return source !== "module" && !String(name).endsWith(".onnx");
}

/**
 * What the list would say of a network's twin, which is not in the list.
 *
 * @param {Model} model
 * @returns {Model}
 */
export function twinOf(model) {
  return {
    ...model,
    id: twinId(model.id),
    name: t("{name}, untrained", { name: model.name }),
    status: "ready",
    weights: { name: "untrained", data: "untrained" },
    accuracy: {},
    summary: t("Untrained: random weights. {summary}", { summary: t(model.summary) }).trimEnd(),
    problem: "",
  };
}
