import { find } from "../dom.js";
import { t } from "../language.js";

/**
 * @typedef {"ascending" | "descending"} Order
 * @typedef {{key: string, order: Order}} Sorting
 */

/** @type {Sorting} What the server sends. */
const STANDARD = { key: "year", order: "ascending" };

/** The buttons in the table's head sort it, and the address remembers by what. */
export function mountSorting() {
  const table = document.querySelector("[data-networks]");
  if (!(table instanceof HTMLTableElement)) return;
  const buttons = [...table.querySelectorAll("button")];
  const sorting = () => parse(location.search, buttons.map((button) => button.dataset.sort ?? ""));
  for (const button of buttons) {
    button.addEventListener("click", () => {
      const next = following(sorting(), button);
      history.replaceState(null, "", format(next) + location.hash);
      apply(table, next);
      find("[data-sorted]", HTMLElement).textContent = next.order === "ascending"
        ? t("Sorted by {column}, ascending.", { column: plain(button) })
        : t("Sorted by {column}, descending.", { column: plain(button) });
    });
  }
  apply(table, sorting());
}

/**
 * What an address asks for; what it says wrongly is as if it said nothing.
 *
 * @param {string} search
 * @param {string[]} keys
 * @returns {Sorting}
 */
export function parse(search, keys) {
  const query = new URLSearchParams(search);
  const key = query.get("sort") ?? "";
  const order = query.get("order");
  if (!keys.includes(key) || (order !== "ascending" && order !== "descending")) return STANDARD;
  return { key, order };
}

/**
 * @param {Sorting} sorting
 * @returns {string} An address without its fragment.
 */
function format({ key, order }) {
  const standard = key === STANDARD.key && order === STANDARD.order;
  return standard ? location.pathname : `?sort=${key}&order=${order}`;
}

/**
 * Another column begins with the order that its button names; the same column turns round.
 *
 * @param {Sorting} now
 * @param {HTMLButtonElement} button
 * @returns {Sorting}
 */
function following(now, { dataset: { sort: key = "", first } }) {
  if (now.key === key) return { key, order: now.order === "ascending" ? "descending" : "ascending" };
  return { key, order: first === "descending" ? first : "ascending" };
}

/**
 * @param {HTMLTableElement} table
 * @param {Sorting} sorting
 */
function apply(table, { key, order }) {
  for (const heading of table.querySelectorAll("[aria-sort]")) {
    const own = heading.querySelector("button")?.dataset.sort === key;
    heading.setAttribute("aria-sort", own ? order : "none");
  }
  const body = table.tBodies[0];
  body.append(...[...body.rows].sort((one, other) => compare(one.dataset[key], other.dataset[key], order)));
}

/**
 * Numbers by size, words by the alphabet; a row without the figure comes last in both orders.
 *
 * @param {string | undefined} one
 * @param {string | undefined} other
 * @param {Order} order
 */
export function compare(one, other, order) {
  if (!one || !other) return Number(!one) - Number(!other);
  const [left, right] = [Number(one), Number(other)];
  const difference = Number.isNaN(left) || Number.isNaN(right) ? one.localeCompare(other, "en") : left - right;
  return order === "ascending" ? difference : -difference;
}

/** @param {HTMLElement} button */
function plain(button) {
  return button.innerText.replaceAll("\u00AD", "").toLowerCase();
}
