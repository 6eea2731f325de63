/** The rows of a sheet, one for each layer, under the pointer and the keys. */

const PAGE = 10;
const HOVERED_AFTER = 60;

/** @param {HTMLElement} sheet */
export function rowsOf(sheet) {
  return /** @type {HTMLElement[]} */ ([...sheet.querySelectorAll(".row")]);
}

/**
 * Go from a row to another one that is shown.
 *
 * @param {HTMLElement} sheet
 * @param {HTMLElement} row
 * @param {string} key
 * @returns {boolean} Whether the key is one that goes from layer to layer.
 */
export function stepWithKey(sheet, row, key) {
  const rows = rowsOf(sheet).filter(({ hidden }) => !hidden);
  const at = rows.indexOf(row);
  const targets = /** @type {Record<string, number>} */ ({
    ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + PAGE, PageUp: at - PAGE, Home: 0, End: rows.length - 1,
  });
  if (!(key in targets)) return false;
  const next = rows[Math.min(rows.length - 1, Math.max(0, targets[key]))];
  row.tabIndex = -1;
  next.tabIndex = 0;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
  return true;
}

/**
 * Tell of the layer on whose row the pointer comes to rest: it is likely to be opened.
 *
 * @param {HTMLElement} sheet
 * @param {(layer: string) => void} tell
 */
export function onHover(sheet, tell) {
  let timer = 0;
  sheet.addEventListener("pointerover", ({ target }) => {
    const row = /** @type {HTMLElement | null} */ (/** @type {Element} */ (target).closest(".row"));
    clearTimeout(timer);
    const name = row?.dataset.layer;
    if (name) timer = setTimeout(() => tell(name), HOVERED_AFTER);
  });
}
