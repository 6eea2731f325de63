import { make } from "../dom.js";
import { t } from "../language.js";
import { groupByFamily, isHere } from "../models.js";
import { entryOf } from "./entry.js";

/** @import { Family } from "../models.js" */
/** @import { Model } from "../types.js" */

/** Networks that are put on the page at a time. */
const PAGE = 60;

/**
 * The networks found, family by family, those on this machine first. However many they are, only
 * as many are on the page as somebody has come to.
 */
export class PickerList {
  /** @type {{model: Model, family: Family, first: boolean}[]} */
  #entries = [];
  #shown = 0;
  #chosen = "";

  /**
   * @param {HTMLElement} list Has the role `listbox`.
   * @param {HTMLButtonElement} more
   */
  constructor(list, more) {
    this.list = list;
    this.more = more;
    more.addEventListener("click", () => this.grow());
    new IntersectionObserver((entries) => entries.some(({ isIntersecting }) => isIntersecting) && this.grow(), {
      root: list.parentElement, rootMargin: "600px",
    }).observe(more);
  }

  /**
   * Show other networks, as far as the one in view at least.
   *
   * @param {Model[]} models
   * @param {string} chosen
   */
  show(models, chosen) {
    const families = [...groupByFamily(models.filter(isHere)), ...groupByFamily(models.filter((model) => !isHere(model)))];
    this.#entries = families.flatMap((family) => family.models.map((model, at) => ({ model, family, first: at === 0 })));
    this.#chosen = chosen;
    this.#shown = 0;
    this.list.replaceChildren();
    this.grow(Math.max(PAGE, this.#entries.findIndex(({ model: { id } }) => id === chosen) + 1));
  }

  /** @param {number} [count] */
  grow(count = PAGE) {
    const end = Math.min(this.#entries.length, this.#shown + count);
    for (let at = this.#shown; at < end; at += 1) this.#add(at);
    this.#shown = end;
    const left = this.#entries.length - end;
    this.more.hidden = left === 0;
    this.more.textContent = t("{count} more of {left}", { count: Math.min(PAGE, left), left });
  }

  growToEnd() {
    this.grow(this.#entries.length);
  }

  /** @param {number} at */
  #add(at) {
    const { model, family, first } = this.#entries[at];
    if (first && !isHere(model) && (at === 0 || isHere(this.#entries[at - 1].model))) {
      this.list.append(make("p", { class: "section", role: "presentation" }, t("Not on this machine yet: choose one to fetch it")));
    }
    if (first) this.list.append(groupOf(family, at));
    const before = first ? "" : this.#entries[at - 1].model.summary;
    const place = { at, of: this.#entries.length, chosen: model.id === this.#chosen, summary: model.summary !== before };
    /** @type {Element} */ (this.list.lastElementChild).append(entryOf(model, place));
  }
}

/**
 * @param {Family} family
 * @param {number} at
 */
function groupOf({ name, year }, at) {
  const id = `family-${at}`;
  const title = make("div", { class: "family", id }, make("strong", {}, t(name)), make("span", {}, year === null ? "" : String(year)));
  return make("div", { role: "group", "aria-labelledby": id }, title);
}
