import { find, make } from "../dom.js";
import { chooseModel } from "../flow/picture.js";
import { Listbox } from "../listbox.js";
import { groupByFamily, isHere, isReady, measured } from "../models.js";
import { formatLarge } from "../numbers.js";

/** @import { Family } from "../models.js" */
/** @import { Model } from "../types.js" */
/** @import { Store } from "../store.js" */

/**
 * The choice of a network: all of them, family by family in the order of time.
 *
 * @param {Store} store
 */
export function mountPicker(store) {
  const picker = find("[data-picker]", HTMLElement);
  const button = find("[data-picker-open]", HTMLButtonElement);
  const list = find("[data-picker-list]", HTMLElement);
  const listbox = new Listbox(list, list, ({ dataset }) => {
    const model = store.data.models.find(({ id }) => id === dataset.model);
    picker.hidePopover();
    if (model) chooseModel(store, model);
  });
  store.on(["models"], () => picker.matches(":popover-open") && fill(list, store));
  openByKey(button, picker);
  closeWithoutFocus(picker);
  picker.addEventListener("beforetoggle", (event) => {
    const open = /** @type {ToggleEvent} */ (event).newState === "open";
    button.ariaExpanded = String(open);
    if (open) fill(list, store);
  });
  picker.addEventListener("toggle", (event) => {
    if (/** @type {ToggleEvent} */ (event).newState !== "open") return;
    list.focus();
    listbox.activate(chosenIn(list));
  });
}

/**
 * @param {HTMLElement} list
 * @param {Store} store
 */
function fill(list, { view, data: { models } }) {
  list.replaceChildren(...groupByFamily(models.filter(isHere)).map(groupOf));
  const option = list.querySelector(`[data-model="${CSS.escape(view.model)}"]`);
  option?.setAttribute("aria-selected", "true");
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

/** @param {HTMLElement} list */
function chosenIn(list) {
  return /** @type {HTMLElement | null} */ (list.querySelector('[aria-selected="true"]')) ?? undefined;
}

/**
 * @param {Family} family
 * @param {number} index
 */
function groupOf({ name, year, models }, index) {
  const id = `family-${index}`;
  const title = make("div", { class: "family", id }, make("strong", {}, name), make("span", {}, year === null ? "" : String(year)));
  const options = models.map((model, at) => optionOf(model, `model-${index}-${at}`));
  return make("div", { role: "group", "aria-labelledby": id }, title, ...options);
}

/**
 * @param {Model} model
 * @param {string} id
 */
function optionOf(model, id) {
  const ready = isReady(model);
  const accuracy = measured(model);
  const share = make("span", { class: "share", title: accuracy?.words ?? "not measured" }, accuracy?.share ?? "–");
  return make(
    "div",
    { class: "option", role: "option", id, "aria-selected": "false", "aria-disabled": !ready && "true", "data-model": model.id },
    make("span", { class: "name" }, make("b", {}, model.name), trainedOn(model)),
    share,
    make("span", { class: "size" }, formatLarge(model.parameters), make("span", { class: "visually-hidden" }, " parameters")),
    make("span", { class: "words" }, ...(ready ? [model.summary] : [make("em", {}, "Not usable."), ` ${model.problem}`])),
  );
}

/**
 * What an accuracy is of: of digits it says something else than of photos.
 *
 * @param {Model} model
 */
function trainedOn({ weights: { data } }) {
  return typeof data === "string" ? ` ${data}` : "";
}
