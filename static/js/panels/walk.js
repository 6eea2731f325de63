import { find, make } from "../dom.js";
import { t } from "../language.js";
import { stepWithKey } from "../layerrows.js";
import { GAP } from "../strips.js";
import { openLayer, pitchOf } from "./sheet.js";

/** @import { Store } from "../store.js" */

/** In the overview a layer is one tile: sideways leads to the next layer too. */
const SIDEWAYS = /** @type {Record<string, string>} */ ({ ArrowLeft: "ArrowUp", ArrowRight: "ArrowDown" });

/**
 * Walk the sheet with the keys: up and down from layer to layer, left and right from map to map,
 * Enter or the space bar opens.
 *
 * @param {Store} store
 * @param {HTMLElement} sheet
 */
export function walkWithKeys(store, sheet) {
  const cursor = new MapCursor(store);
  sheet.addEventListener("keydown", (event) => {
    const row = /** @type {HTMLElement | null} */ (document.activeElement?.closest(".row") ?? null);
    if (!row || event.altKey || event.ctrlKey || event.metaKey) return;
    const key = store.view.view === "overview" ? (SIDEWAYS[event.key] ?? event.key) : event.key;
    if (stepWithKey(sheet, row, key) || cursor.press(row, key)) event.preventDefault();
  });
  sheet.addEventListener("focusout", () => cursor.clear());
}

/** Which map of the focused layer's strip the next Enter opens. */
class MapCursor {
  #index = -1;
  #frame = make("div", { class: "at" });
  #says = find("[data-walk-says]", HTMLElement);

  /** @param {Store} store */
  constructor(store) {
    this.store = store;
  }

  clear() {
    this.#index = -1;
    this.#frame.remove();
  }

  /**
   * @param {HTMLElement} row
   * @param {string} key
   * @returns {boolean} Whether the key meant something here.
   */
  press(row, key) {
    const layer = row.dataset.layer ?? "";
    if (key === "Enter" || key === " ") openLayer(this.store, layer, this.#index);
    else if (key === "ArrowRight") this.#move(row, 1);
    else if (key === "ArrowLeft") this.#move(row, -1);
    else return false;
    return true;
  }

  /**
   * @param {HTMLElement} row
   * @param {1 | -1} by
   */
  #move(row, by) {
    const channels = this.store.data.sheet?.layers.find(({ name }) => name === row.dataset.layer)?.channels ?? [];
    const strip = find(".strip", HTMLElement, row);
    const pitch = pitchOf(this.store);
    const count = Math.min(channels.length, Math.floor((strip.clientWidth + GAP) / pitch));
    this.#index = Math.min(count - 1, Math.max(-1, this.#index + by));
    if (this.#index < 0) {
      this.#frame.remove();
      return;
    }
    strip.append(this.#frame);
    this.#frame.style.left = `${this.#index * pitch}px`;
    this.#says.textContent = t("Map {map} of {count}, channel {channel}", { map: this.#index + 1, count, channel: channels[this.#index] });
  }
}
