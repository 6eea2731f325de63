import { formatCount } from "./numbers.js";

/**
 * The page's words in the person's language. English stands in the code and is the name of a
 * message; the page brings the catalogue of another language along.
 */

/** @type {unknown} */
const brought = JSON.parse(document.querySelector("#catalogue")?.textContent ?? "{}");
/** One text, or one for each plural form, by message. */
const catalogue = /** @type {Record<string, string | string[] | undefined>} */ (brought);

/** @typedef {Record<string, string | number>} Values */

/**
 * A message in the person's language.
 *
 * @param {string} message In English, with `{name}` where a value stands.
 * @param {Values} [values]
 * @returns {string}
 */
export function t(message, values = {}) {
  return fill(only(catalogue[message]) ?? message, values);
}

/**
 * A message about so many of something, `{count}` of them; a value of that name says it otherwise.
 *
 * @param {string} one
 * @param {string} many
 * @param {number} count
 * @param {Values} [values]
 * @returns {string}
 */
export function tn(one, many, count, values = {}) {
  return fill(only(catalogue[one]) ?? (count === 1 ? one : many), { count: formatCount(count), ...values });
}

/**
 * A message with elements in it, such as links, as nodes in the language's own order.
 *
 * @param {string} message
 * @param {Record<string, Node | string | number>} values
 * @returns {(Node | string)[]}
 */
export function tNodes(message, values) {
  const pieces = (only(catalogue[message]) ?? message).split(/\{(\w+)\}/);
  return pieces.map((piece, at) => {
    const value = at % 2 ? values[piece] : piece;
    return value instanceof Node ? value : String(value);
  }).filter((piece) => piece !== "");
}

/**
 * The languages that there are have one plural form, or are English.
 *
 * @param {string | string[] | undefined} text
 */
function only(text) {
  return Array.isArray(text) ? text[0] : text;
}

/**
 * @param {string} text
 * @param {Values} values
 */
function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, /** @type {string} */ name) => (name in values ? String(values[name]) : whole));
}
