import { find, make } from "../dom.js";
import { kindName, KINDS } from "../kinds.js";
import { t, tn } from "../language.js";
import { rowsOf } from "../layerrows.js";
import { formatCount } from "../numbers.js";

/** @import { Kind, LayerName, View } from "../types.js" */
/** @import { Store } from "../store.js" */

/**
 * Which layers the sheet shows, and in which of its two views.
 *
 * @param {Store} store
 */
export function mountFilter(store) {
  const select = find("select[data-kind]", HTMLSelectElement);
  const search = find("[data-search]", HTMLInputElement);
  select.addEventListener("change", () => store.show({ kind: /** @type {Kind | ""} */ (select.value) }, "replace"));
  search.addEventListener("input", () => store.show({ q: search.value }, "replace"));
  find("[data-clear-filter]", HTMLButtonElement).addEventListener("click", () => {
    store.show({ kind: "", q: "" }, "replace");
    search.focus();
  });
  followViewSwitch(store);
  store.on(["run", "kind"], () => showKinds(store, select));
  store.on(["run", "kind", "q"], () => filter(store));
  store.on(["q"], () => {
    if (search.value !== store.view.q) search.value = store.view.q;
  });
  search.value = store.view.q;
}

/** @param {Store} store */
function followViewSwitch(store) {
  const radios = /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("input[data-view]"));
  const show = () => radios.forEach((radio) => (radio.checked = radio.value === store.view.view));
  for (const radio of radios) {
    radio.addEventListener("change", () => store.show({ view: /** @type {View["view"]} */ (radio.value) }, "replace"));
  }
  store.on(["view"], show);
  show();
}

/**
 * @param {Store} store
 * @param {HTMLSelectElement} select
 */
function showKinds({ view, data: { run } }, select) {
  const count = (/** @type {Kind} */ kind) => run?.layers.filter((layer) => layer.kind === kind).length ?? 0;
  const present = KINDS.filter((kind) => count(kind) > 0 || kind === view.kind);
  const options = present.map((kind) => make("option", { value: kind }, `${kindName(kind)} (${count(kind)})`));
  select.replaceChildren(make("option", { value: "" }, t("All kinds")), ...options);
  select.value = view.kind;
}

/** @param {Store} store */
function filter({ view, data: { run } }) {
  if (!run) return;
  const sheet = find("[data-sheet]", HTMLElement);
  const words = view.q.trim().toLowerCase().split(/\s+/);
  /** @param {HTMLElement} row */
  const matches = ({ dataset: { kind, words: own = "" } }) =>
    (view.kind === "" || kind === view.kind) && words.every((word) => own.includes(word));
  const rows = rowsOf(sheet);
  for (const row of rows) row.hidden = !matches(row);
  for (const block of sheet.querySelectorAll(".block")) countIn(block);
  say(rows.filter(({ hidden }) => !hidden).length, run.layers);
}

/**
 * Hide a block without layers to show, and say how many of its layers are shown.
 *
 * @param {Element} block
 */
function countIn(block) {
  const all = block.querySelectorAll(".row").length;
  const shown = block.querySelectorAll(".row:not([hidden])").length;
  block.toggleAttribute("hidden", shown === 0);
  find(".block-name span", HTMLElement, block).textContent = shown === all
    ? tn("{count} layer", "{count} layers", all)
    : tn("{shown} of {count} layer", "{shown} of {count} layers", all, { shown: formatCount(shown) });
}

/**
 * @param {number} shown
 * @param {LayerName[]} layers
 */
function say(shown, layers) {
  const all = layers.length;
  find("[data-sheet-count]", HTMLElement).textContent = shown === all
    ? tn("{count} layer.", "{count} layers.", all)
    : tn("{shown} of {count} layer.", "{shown} of {count} layers.", all, { shown: formatCount(shown) });
  find("[data-nothing]", HTMLElement).hidden = shown > 0;
}
