import { explanationView } from "../cell/view.js";
import { exactly } from "../cell/figure.js";
import { find, make } from "../dom.js";
import { t, tNodes } from "../language.js";
import { isSingle } from "../layers.js";
import { formatCount, formatExact, formatValue } from "../numbers.js";
import { openSize, shownCell, spokenOf } from "../shown.js";
import { currentExplained, currentUnfolded } from "../unfold/current.js";

/** @import { Explained } from "../cell/answer.js" */
/** @import { Store } from "../store.js" */

/**
 * One number of the unfolded map, explained: the number itself follows the pointer at once, how it
 * came about as soon as the server has told.
 *
 * @param {Store} store
 */
export function mountNumber(store) {
  const view = find("[data-number-view]", HTMLElement);
  store.on(["unfold", "map", "details", "pointer", "cell"], () => showHead(store));
  store.on(["unfold", "layer", "channel", "map", "details", "pointer", "cell", "explained"], () => {
    view.ariaBusy = String(!isExplained(store));
  });
  store.on(["explained", "unfolded", "part", "palettes", "theme"], () => {
    const explained = currentExplained(store);
    if (!store.view.unfold || !explained) return;
    keepFocus(view, () => view.replaceChildren(...explanationView(store, explained, currentUnfolded(store))));
    showCheck(explained);
  });
  store.on(["cell"], () => {
    if (!store.view.unfold) return;
    find("[data-number-says]", HTMLElement).textContent = find("[data-number-head]", HTMLElement).textContent;
  });
}

/**
 * Whether the explanation is of the very number that is spoken of.
 *
 * @param {Store} store
 */
function isExplained(store) {
  const spoken = spokenOf(store);
  return spoken !== null && String(currentExplained(store)?.cell) === String(spoken.cell);
}

/**
 * Whoever has chosen an input channel by key stays on it while the numbers change.
 *
 * @param {HTMLElement} view
 * @param {() => void} change
 */
function keepFocus(view, change) {
  const focused = document.activeElement?.closest("[data-choose]")?.getAttribute("data-choose");
  change();
  const button = focused && view.querySelector(`[data-choose="${focused}"] button`);
  if (button instanceof HTMLElement) button.focus();
}

/** @param {Store} store */
function showHead(store) {
  const spoken = spokenOf(store);
  const { details } = store.data;
  if (!store.view.unfold || !spoken || !details) return;
  const [row, column] = shownCell(store);
  const value = spoken.map.values[row * openSize(store).width + column];
  const place = isSingle(details.shape) ? t("its only value") : t("row {row}, column {column}", { row, column });
  const said = { value: make("strong", {}, formatExact(value)), place };
  find("[data-number-head]", HTMLElement).replaceChildren(...(store.data.pointer
    ? tNodes("{value} computed by the network, {place}: a click keeps it", said)
    : tNodes("{value} computed by the network, {place}", said)));
}

/**
 * The same number worked out here, and how far that is from what the network computed.
 *
 * @param {Explained} explained
 */
function showCheck({ value, explained, difference, rounding, nonfinite }) {
  const entry = (/** @type {string} */ words, /** @type {string} */ figure) => make("div", {}, make("dt", {}, words), make("dd", {}, figure));
  const entries = [];
  if (explained !== null) entries.push(entry(t("worked out here"), exactly(explained)));
  if (difference !== null) entries.push(entry(differenceWords(rounding), formatValue(difference)));
  if (value === null) entries.push(entry(t("no number to work out"), t("NaN or infinite")));
  if (nonfinite > 0) entries.push(entry(t("NaN or infinite"), t("{count} of the numbers", { count: formatCount(nonfinite) })));
  find("[data-number-check]", HTMLElement).replaceChildren(...entries);
}

/**
 * @param {number | null} rounding
 * @returns {string}
 */
function differenceWords(rounding) {
  return rounding
    ? t("difference, float32 rounds by up to {rounding}", { rounding: formatValue(rounding) })
    : t("difference, nothing is rounded");
}
