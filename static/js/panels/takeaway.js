import { copyWith } from "../clipboard.js";
import { find } from "../dom.js";
import { t } from "../language.js";
import { addressOf } from "../takeaway/code.js";
import { itemsOf } from "../takeaway/items.js";
import { mountTakeawayCode } from "./takeawaycode.js";
import { openBeside } from "./takeawayplace.js";

/** @import { Item, Items } from "../takeaway/items.js" */
/** @import { Store } from "../store.js" */

/** @type {(keyof import("../types.js").View | keyof import("../types.js").Data)[]} */
const SHOWN = [
  "run", "details", "grid", "palettes", "theme", "layer", "channel", "sort", "scale", "colormap", "size",
];

/**
 * What is shown, to be taken away: as files, as the code that makes them, as a link.
 *
 * @param {Store} store
 */
export function mountTakeaway(store) {
  const panel = find("[data-takeaway]", HTMLElement);
  const showCode = mountTakeawayCode(panel);
  const show = () => {
    const items = itemsOf(store, find("[data-grid]", HTMLElement).clientWidth);
    showChoice(panel, items);
    const item = items[chosen(panel).value];
    showFile(panel, store, item);
    showCode(store.data.run, item);
  };
  openBeside(panel, show);
  panel.addEventListener("change", show);
  store.on(SHOWN, () => {
    if (panel.matches(":popover-open")) show();
  });
  const link = find("[data-takeaway-link]", HTMLInputElement, panel);
  link.addEventListener("focus", () => link.select());
  copyWith(find("[data-takeaway-copy-link]", HTMLButtonElement, panel), () => link.value, () => {
    link.select();
    return t("Copy it here");
  });
}

/**
 * @param {HTMLElement} panel
 * @returns {HTMLInputElement}
 */
function chosen(panel) {
  return find("input[name=takeaway]:checked", HTMLInputElement, panel);
}

/**
 * Each choice with its size, and off where there is nothing to take. One that is off is not left
 * chosen: then it is the layer.
 *
 * @param {HTMLElement} panel
 * @param {Items} items
 */
function showChoice(panel, items) {
  for (const input of /** @type {NodeListOf<HTMLInputElement>} */ (panel.querySelectorAll("input[name=takeaway]"))) {
    const item = items[input.value];
    input.disabled = !item;
    find(`[data-takeaway-size="${input.value}"]`, HTMLElement, panel).textContent = item?.size ?? "";
  }
  find("[data-takeaway-row=map]", HTMLElement, panel).hidden = !items["map.npy"];
  if (chosen(panel).disabled) find("input[value='layer.npy']", HTMLInputElement, panel).checked = true;
}

/**
 * @param {HTMLElement} panel
 * @param {Store} store
 * @param {Item | undefined} item
 */
function showFile(panel, { data: { run } }, item) {
  const download = find("[data-takeaway-download]", HTMLAnchorElement, panel);
  find("[data-takeaway-words]", HTMLElement, panel).textContent = item?.problem ?? item?.words ?? "";
  find("[data-takeaway-file]", HTMLElement, panel).textContent = item?.file ?? "";
  find("[data-takeaway-link]", HTMLInputElement, panel).value = location.href;
  download.toggleAttribute("hidden", !item || Boolean(item.problem));
  if (!run || !item) return;
  download.href = addressOf(run, item);
  download.download = item.file;
}
