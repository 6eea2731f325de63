import { copyWith } from "../clipboard.js";
import { find } from "../dom.js";
import { t } from "../language.js";
import { curlOf, pythonOf } from "../takeaway/code.js";

/** @import { Run } from "../types.js" */
/** @import { Item } from "../takeaway/items.js" */

/** @type {Record<string, (run: Run, item: Item) => string>} */
const LANGUAGES = {
  python: pythonOf,
  curl: (run, item) => curlOf(run, item, location.origin),
};

/**
 * The code that makes the chosen file, in one tab for each language.
 *
 * @param {HTMLElement} panel
 * @returns {(run: Run | null, item: Item | undefined) => void} Shows the code of another file.
 */
export function mountTakeawayCode(panel) {
  const tabs = /** @type {HTMLButtonElement[]} */ ([...panel.querySelectorAll("[role=tab]")]);
  const code = find("[data-takeaway-code]", HTMLElement, panel);
  /** @type {{run: Run, item: Item} | null} */
  let shown = null;
  const show = () => {
    const language = tabs.find(isSelected)?.dataset.takeawayTab ?? "python";
    code.dataset.language = language;
    code.textContent = shown && !shown.item.problem ? LANGUAGES[language](shown.run, shown.item) : "";
  };
  for (const tab of tabs) {
    tab.addEventListener("click", () => {
      select(panel, tabs, tab);
      show();
    });
    tab.addEventListener("keydown", (event) => moveWithArrows(event, tabs));
  }
  copyWith(find("[data-takeaway-copy]", HTMLButtonElement, panel), () => code.textContent ?? "", () => {
    getSelection()?.selectAllChildren(code);
    return t("Copy what is marked");
  });
  return (run, item) => {
    shown = run && item ? { run, item } : null;
    show();
  };
}

/** @param {HTMLElement} tab */
function isSelected(tab) {
  return tab.ariaSelected === "true";
}

/**
 * @param {HTMLElement} panel
 * @param {HTMLElement[]} tabs
 * @param {HTMLElement} chosen
 */
function select(panel, tabs, chosen) {
  for (const tab of tabs) {
    tab.ariaSelected = String(tab === chosen);
    tab.tabIndex = tab === chosen ? 0 : -1;
  }
  find("[role=tabpanel]", HTMLElement, panel).setAttribute("aria-labelledby", chosen.id);
}

/**
 * @param {KeyboardEvent} event
 * @param {HTMLElement[]} tabs
 */
function moveWithArrows(event, tabs) {
  const by = /** @type {Record<string, number>} */ ({ ArrowRight: 1, ArrowLeft: -1 })[event.key];
  if (!by) return;
  const next = tabs[(tabs.findIndex(isSelected) + by + tabs.length) % tabs.length];
  event.preventDefault();
  next.click();
  next.focus();
}
