import { find } from "../dom.js";
import { chooseModel, refreshModels } from "../flow/picture.js";
import { t, tn } from "../language.js";
import { Listbox } from "../listbox.js";
import { formatCount } from "../numbers.js";
import { choose } from "../picker/choice.js";
import { PickerList } from "../picker/list.js";
import { WishFields } from "../picker/wish.js";
import { trainedId } from "../twins.js";

/** @import { Store } from "../store.js" */

const CHOSEN = '[aria-selected="true"]';
const touched = matchMedia("(pointer: coarse)");

/**
 * The choice of a network: a box that searches all of them, and the list of those found.
 *
 * @param {Store} store
 */
export function mountPicker(store) {
  mountPickers([{ button: find("[data-picker-open]", HTMLButtonElement), store }]);
}

/**
 * One list behind several buttons: each chooses the network of a store of its own.
 *
 * @param {{button: HTMLButtonElement, store: Store}[]} choices
 */
export function mountPickers(choices) {
  const picker = new Picker(choices[0].store);
  for (const { button, store } of choices) {
    // Before the button or the arrows open the list.
    for (const event of ["click", "keydown"]) button.addEventListener(event, () => (picker.store = store));
    openByKey(button, picker.box);
    store.on(["models"], () => picker.store === store && picker.follow());
  }
  closeWithoutFocus(picker.box);
  picker.box.addEventListener("beforetoggle", (event) => {
    const open = /** @type {ToggleEvent} */ (event).newState === "open";
    for (const { button, store } of choices) button.ariaExpanded = String(open && store === picker.store);
    if (!open) return;
    picker.show();
    void refreshModels(picker.store);
  });
  picker.box.addEventListener("toggle", (event) => {
    if (/** @type {ToggleEvent} */ (event).newState === "open") picker.begin();
  });
}

class Picker {
  /** @param {Store} store */
  constructor(store) {
    this.store = store;
    this.box = find("[data-picker]", HTMLElement);
    this.list = find("[data-picker-list]", HTMLElement);
    this.scrolling = find("[data-picker-scroll]", HTMLElement);
    this.found = new PickerList(this.list, find("[data-picker-more]", HTMLButtonElement));
    this.fields = new WishFields(() => this.#search());
    // Before the list hears of the key: the last network has to be there to go to.
    this.fields.search.addEventListener("keydown", ({ key }) => key === "End" && this.found.growToEnd());
    this.listbox = new Listbox(this.list, this.fields.search, ({ dataset }) => this.#take(dataset.model ?? ""));
    this.#onClick("[data-picker-others]", () => (this.fields.convolutional.checked = false));
    this.#onClick("[data-picker-clear]", () => this.fields.clear());
  }

  show() {
    const { data, view } = this.store;
    const { found, hidden } = choose(data.models, this.fields.wish);
    this.found.show(found, trainedId(view.model));
    say(found.length, hidden);
  }

  begin() {
    // On a touch screen the keyboard would cover the list.
    (touched.matches ? this.box : this.fields.search).focus();
    this.fields.search.select();
    this.#activate(CHOSEN);
  }

  /** Show what is known of the networks now, with the keys and the scrolling where they were. */
  follow() {
    this.fields.offer(this.store.data.models);
    if (!this.box.matches(":popover-open")) return;
    const { scrollTop } = this.scrolling;
    const model = this.listbox.active?.dataset.model;
    this.show();
    this.#activate(model ? `[data-model="${CSS.escape(model)}"]` : this.#start);
    if (model) this.scrolling.scrollTop = scrollTop;
  }

  #search() {
    this.show();
    this.scrolling.scrollTop = 0;
    this.#activate(this.#start);
  }

  /** Where the keys begin: at the network in view, or at the first that was found by its words. */
  get #start() {
    return this.fields.wish.words === "" ? CHOSEN : "";
  }

  /** @param {string} id */
  #take(id) {
    const model = this.store.data.models.find((one) => one.id === id);
    this.box.hidePopover();
    if (model) chooseModel(this.store, model);
  }

  /** @param {string} which Of the options; empty: the first. */
  #activate(which) {
    const option = this.list.querySelector(`[role="option"]${which}`);
    this.listbox.activate(option instanceof HTMLElement ? option : undefined);
  }

  /**
   * @param {string} selector
   * @param {() => void} change
   */
  #onClick(selector, change) {
    find(selector, HTMLButtonElement).addEventListener("click", () => {
      change();
      this.#search();
      this.fields.search.focus();
    });
  }
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
 * Whoever goes on with the Tab key has done with the choice.
 *
 * @param {HTMLElement} picker
 */
function closeWithoutFocus(picker) {
  picker.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !picker.contains(relatedTarget)) picker.hidePopover();
  });
}

/**
 * @param {number} count
 * @param {number} hidden
 */
function say(count, hidden) {
  find("[data-picker-count]", HTMLElement).textContent = tn("{count} network", "{count} networks", count);
  const others = find("[data-picker-others]", HTMLButtonElement);
  others.hidden = hidden === 0;
  others.textContent = t("Show {count} not convolutional", { count: formatCount(hidden) });
  find("[data-picker-nothing]", HTMLElement).hidden = count > 0;
}
