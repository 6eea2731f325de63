import { currentExplained } from "./current.js";

/** @import { Store } from "../store.js" */

/**
 * Choose an input channel by a click, or with the arrow keys; Enter opens its map.
 *
 * @param {Store} store
 * @param {HTMLElement} element
 */
export function choosePart(store, element) {
  const choose = (/** @type {HTMLElement} */ row) => {
    store.show({ part: Number(row.dataset.part) }, "replace");
    row.scrollIntoView({ block: "nearest" });
  };
  element.addEventListener("click", (event) => {
    const row = event.target instanceof Element && event.target.closest("[data-part]");
    if (row instanceof HTMLElement) choose(row);
  });
  element.addEventListener("keydown", (event) => {
    const rows = rowsOf(element);
    const at = rows.findIndex((row) => row.ariaSelected === "true");
    const targets = /** @type {Record<string, number>} */ ({ ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 });
    if (event.target !== element.querySelector("[data-rows]") || !(event.key in targets)) return;
    event.preventDefault();
    const row = rows[targets[event.key]];
    if (row) choose(row);
  });
}

/**
 * @param {Store} store
 * @param {HTMLElement} element
 */
export function showChosen(store, element) {
  const operands = currentExplained(store)?.operands;
  const strongest = operands?.kind === "convolution" ? operands.channels[0].channel : null;
  const chosen = String(store.view.part ?? strongest);
  const list = element.querySelector("[data-rows]");
  for (const row of rowsOf(element)) {
    row.ariaSelected = String(row.dataset.part === chosen);
    if (row.dataset.part === chosen) list?.setAttribute("aria-activedescendant", row.id);
  }
}

/**
 * @param {HTMLElement} element
 * @returns {HTMLElement[]}
 */
function rowsOf(element) {
  return [...element.querySelectorAll("[data-part]")].filter((row) => row instanceof HTMLElement);
}
