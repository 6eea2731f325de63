import { find, make } from "../dom.js";
import { t } from "../language.js";

/** @import { Wish } from "./choice.js" */
/** @import { Model } from "../types.js" */

/** What the sources of networks are called here. */
const SOURCES = /** @type {Record<string, string | undefined>} */ ({
  zoo: t("the zoo"), bundled: t("built in"), file: t("your own"), module: t("handed over"),
});

/**
 * The fields above the list of networks.
 */
export class WishFields {
  /** @param {() => void} changed */
  constructor(changed) {
    this.search = find("[data-picker-search]", HTMLInputElement);
    this.source = find("[data-picker-source]", HTMLSelectElement);
    this.parameters = find("[data-picker-parameters]", HTMLSelectElement);
    this.side = find("[data-picker-side]", HTMLSelectElement);
    this.ready = find("[data-picker-ready]", HTMLInputElement);
    this.convolutional = find("[data-picker-convolutional]", HTMLInputElement);
    for (const field of [this.search, this.source, this.parameters, this.side, this.ready, this.convolutional]) {
      field.addEventListener("input", changed);
    }
  }

  /** @returns {Wish} */
  get wish() {
    const [least, most] = this.side.value.split("-");
    return {
      words: this.search.value,
      source: this.source.value,
      ready: this.ready.checked,
      convolutional: this.convolutional.checked,
      parameters: bound(this.parameters.value),
      side: [Number(least), bound(most)],
    };
  }

  /**
   * Offer the sources that there are.
   *
   * @param {Model[]} models
   */
  offer(models) {
    const { value } = this.source;
    const present = [...new Set(models.map(({ source }) => source))];
    const options = present.map((source) => make("option", { value: source }, SOURCES[source] ?? source));
    this.source.replaceChildren(make("option", { value: "" }, t("Any source")), ...options);
    this.source.value = present.includes(value) ? value : "";
  }

  clear() {
    for (const field of [this.search, this.source, this.parameters]) field.value = "";
    this.side.value = "0-";
    this.ready.checked = false;
  }
}

/** @param {string} text Empty: there is none. */
function bound(text) {
  return text === "" ? Infinity : Number(text);
}
