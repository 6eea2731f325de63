import { requestJson } from "../http.js";

/** @import { LensAnswer, Ledger, Without } from "./types.js" */

/**
 * The guided way through a run's network. The browser keeps the answer.
 *
 * @param {string} run
 * @returns {Promise<LensAnswer>}
 */
export function fetchLens(run) {
  return requestJson(`/runs/${run}/lens`);
}

/**
 * What the network answers without the block that ends in an addition.
 *
 * @param {string} run
 * @param {string} addition
 * @returns {Promise<Without>}
 */
export function fetchWithout(run, addition) {
  return requestJson(`/runs/${run}/without/${encodeURIComponent(addition)}`);
}

/**
 * Where the parameters of a network are.
 *
 * @param {string} model
 * @returns {Promise<Ledger>}
 */
export function fetchLedger(model) {
  return requestJson(`/models/${encodeURIComponent(model)}/ledger`);
}
