import { find } from "../dom.js";
import { chooseModel, refreshModels } from "../flow/picture.js";
import { Listbox } from "../listbox.js";
import { formatCount } from "../numbers.js";
import { choose } from "../picker/choice.js";
import { PickerList } from "../picker/list.js";
import { WishFields } from "../picker/wish.js";
import { trainedId } from "../twins.js";

/** @import { Store } from "../store.js" */

const touched = matchMedia("(pointer: coarse)");

/**
 * The choice of a network: a box that searches all of them, and the list of those found.
 *
 * @param {Store} store
 */
export function mountPicker(store) {
  const picker = find("[data-picker]", HTMLElement);
  const button = find("[data-picker-open]", HTMLButtonElement);
  const list = find("[data-picker-list]", HTMLElement);
  const found = new PickerList(list, find("[data-picker-more]", HTMLButtonElement));
  const fields = new WishFields(() => {
    show();
    listbox.activate(first(list, fields.wish.words === "" ? '[aria-selected="true"]' : ""));
  });
  // Before the list hears of the key: the last network has to be there to go to.
  fields.search.addEventListener("keydown", ({ key }) => key === "End" && found.growToEnd());
  const listbox = new Listbox(list, fields.search, ({ dataset }) => {
    const model = store.data.models.find(({ id }) => id === dataset.model);
    picker.hidePopover();
    if (model) chooseModel(store, model);
  });
  const show = () => {
    const { found: models, hidden } = choose(store.data.models, fields.wish);
    found.show(models, trainedId(store.view.model));
    say(models.length, hidden);
  };
  store.on(["models"], () => {
    fields.offer(store.data.models);
    if (isOpen(picker)) showAgain(listbox, list, show);
  });
  find("[data-picker-others]", HTMLButtonElement).addEventListener("click", () => {
    fields.convolutional.checked = false;
    show();
    fields.search.focus();
  });
  find("[data-picker-clear]", HTMLButtonElement).addEventListener("click", () => {
    fields.clear();
    show();
    fields.search.focus();
  });
  openByKey(button, picker);
  picker.addEventListener("beforetoggle", (event) => {
    if (/** @type {ToggleEvent} */ (event).newState !== "open") return;
    show();
    void refreshModels(store);
  });
  picker.addEventListener("toggle", (event) => {
    const open = /** @type {ToggleEvent} */ (event).newState === "open";
    button.ariaExpanded = String(open);
    if (!open) return;
    // On a touch screen the keyboard would cover the list.
    (touched.matches ? picker : fields.search).focus();
    fields.search.select();
    listbox.activate(first(list, '[aria-selected="true"]'));
  });
}

/** @param {HTMLElement} picker */
function isOpen(picker) {
  return picker.matches(":popover-open");
}

/**
 * Show what has changed, with the keys and the scrolling where they were.
 *
 * @param {Listbox} listbox
 * @param {HTMLElement} list
 * @param {() => void} show
 */
function showAgain(listbox, list, show) {
  const scrolling = /** @type {HTMLElement} */ (list.parentElement);
  const { scrollTop } = scrolling;
  const model = listbox.active?.dataset.model ?? "";
  show();
  listbox.activate(first(list, `[data-model="${CSS.escape(model)}"]`));
  scrolling.scrollTop = scrollTop;
}

/**
 * The arrows open the choice too, and Escape closes it alone, not what lies below it.
 *
 * @param {HTMLButtonElement} button
 * @param {HTMLElement} picker
 */
function openByKey(button, picker) {
  button.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    picker.showPopover();
  });
  picker.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    picker.hidePopover();
  });
}

/**
 * @param {HTMLElement} list
 * @param {string} which
 */
function first(list, which) {
  return /** @type {HTMLElement | null} */ (list.querySelector(`[role="option"]${which}`)) ?? undefined;
}

/**
 * @param {number} count
 * @param {number} hidden
 */
function say(count, hidden) {
  find("[data-picker-count]", HTMLElement).textContent = count === 1 ? "1 network" : `${formatCount(count)} networks`;
  const others = find("[data-picker-others]", HTMLButtonElement);
  others.hidden = hidden === 0;
  others.textContent = `Show ${formatCount(hidden)} not convolutional`;
  find("[data-picker-nothing]", HTMLElement).hidden = count > 0;
}
