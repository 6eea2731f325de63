import { connection } from "./connection.js";
import { t } from "./language.js";

const BASE = "/api/v1";

/** An answer of the server that says what is wrong, in words. */
export class ApiError extends Error {
  /**
   * @param {number} status
   * @param {string} code
   * @param {string} detail
   */
  constructor(status, code, detail) {
    super(detail);
    this.status = status;
    this.code = code;
  }
}

const UNSENT = t("The server answers, but this request does not get through. Try again; if it stays, see whether something blocks it, such as a proxy or an extension of the browser.");

/**
 * Send a request below `/api/v1`. While the server cannot be reached it is sent again once it can,
 * which is safe: every call of this API may be repeated. Where that fails too, the server is not
 * what is missing, and to go on would be to go on for ever.
 *
 * @param {string} path
 * @param {RequestInit} [options]
 * @returns {Promise<Response>}
 * @throws {ApiError}
 */
export async function request(path, options = {}) {
  const response = (await attempt(path, options)) ?? (await attemptAgain(path, options));
  if (response.ok) return response;
  throw await problemOf(response);
}

/**
 * @template T
 * @param {string} path
 * @param {RequestInit} [options]
 * @returns {Promise<T>}
 */
export async function requestJson(path, options) {
  const response = await request(path, options);
  const answer = /** @type {unknown} */ (await response.json());
  return /** @type {T} */ (answer);
}

/**
 * A POST with a JSON body.
 *
 * @param {unknown} body
 * @returns {RequestInit}
 */
export function post(body) {
  return {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  };
}

/**
 * @param {string} path
 * @param {RequestInit} options
 * @returns {Promise<Response | null>} Null where no server answered.
 */
async function attempt(path, options) {
  try {
    const headers = new Headers(options.headers);
    headers.set("Accept-Language", document.documentElement.lang);
    return await fetch(BASE + path, { ...options, headers });
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/**
 * @param {string} path
 * @param {RequestInit} options
 */
async function attemptAgain(path, options) {
  await connection.restored();
  const response = await attempt(path, options);
  if (!response) throw new Error(UNSENT);
  return response;
}

/** @param {Response} response */
async function problemOf(response) {
  const standard = t("The server answered {status}. Try again; if it stays, restart it.", { status: response.status });
  try {
    const answer = /** @type {Promise<{code?: string, detail?: string}>} */ (response.json());
    const { code = "error", detail = standard } = await answer;
    return new ApiError(response.status, code, detail);
  } catch {
    return new ApiError(response.status, "error", standard);
  }
}
