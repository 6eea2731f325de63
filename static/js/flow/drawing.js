import { removeImage, upload } from "../api.js";
import { PAD_SIDE } from "../ink.js";
import { t } from "../language.js";
import { shownChannel, shownLayer } from "../layers.js";
import { isDrawing, lastDrawing, rememberDrawing } from "../pictures.js";
import { tryAgain, wordsOf } from "../problems.js";

/** @import { Ink } from "../ink.js" */
/** @import { Store } from "../store.js" */

/** How long nothing is drawn before a drawing counts as ready, in milliseconds. */
const REST = 1000;

/**
 * A drawing is run as it grows: one after the other is sent and run, each as it is at that moment,
 * and the last one always. Those before are removed from the server, and only the newest is in the
 * browser's history.
 */
export class Drawing {
  /** The drawing in view, as long as the pad holds it; empty while there is none. */
  newest = "";
  #changed = false;
  #dropped = 0;
  #sending = false;
  #rest = 0;
  /** @type {{id: string, url: string}[]} Drawings on the server, the newest last. */
  #kept = [];

  /**
   * @param {Store} store
   * @param {Ink} ink
   */
  constructor(store, ink) {
    this.store = store;
    this.ink = ink;
    const before = lastDrawing();
    if (before) this.#kept.push({ id: before, url: "" });
  }

  /** Run what is on the pad now, as soon as what was there before has been run. */
  change() {
    this.#changed = true;
    if (!this.#sending) void this.#sendAll();
  }

  /** Do not run what is on the pad, also where it is on its way. */
  drop() {
    this.newest = "";
    this.#changed = false;
    this.#dropped += 1;
  }

  async #sendAll() {
    const { store } = this;
    this.#sending = true;
    clearTimeout(this.#rest);
    store.put({ live: true });
    while (this.#changed) {
      this.#changed = false;
      await this.#send().catch((/** @type {unknown} */ error) => {
        store.problem("photo", { text: wordsOf(error), action: tryAgain(() => this.change()) });
      });
      this.#removeAllBut(2); // maps of the one before may still be on their way
    }
    this.#sending = false;
    this.#rest = setTimeout(() => {
      store.put({ live: false });
      this.#removeAllBut(1);
    }, REST);
  }

  async #send() {
    const before = this.#dropped;
    const png = await this.ink.toPng();
    const { id } = await upload(png, "drawing.png");
    if (before !== this.#dropped) {
      if (!this.#kept.some((one) => one.id === id)) remove(id);
      return;
    }
    const url = this.#keep(id, png);
    const history = isDrawing(this.store.view.image) ? "replace" : "push";
    this.newest = id;
    rememberDrawing(id);
    this.store.put({ uploaded: { id, url, title: t("Your drawing"), width: PAD_SIDE, height: PAD_SIDE }, notes: [] });
    this.store.show({ image: id, channel: channelInView(this.store), cell: null }, history);
    await nothingAwaited(this.store);
  }

  /**
   * @param {string} id
   * @param {Blob} png
   * @returns {string} Where the drawing is shown from.
   */
  #keep(id, png) {
    const known = this.#kept.find((one) => one.id === id);
    const drawing = known?.url ? known : { id, url: URL.createObjectURL(png) };
    this.#kept = [...this.#kept.filter((one) => one.id !== id), drawing];
    return drawing.url;
  }

  /** @param {number} count How many of the newest stay. */
  #removeAllBut(count) {
    for (const { id, url } of this.#kept.splice(0, Math.max(0, this.#kept.length - count))) {
      URL.revokeObjectURL(url);
      remove(id);
    }
  }
}

/** @param {string} id */
function remove(id) {
  removeImage(id).catch(() => undefined); // gone already, or it goes by its age
}

/**
 * The map that is open stays open, also where another one becomes the strongest.
 *
 * @param {Store} store
 */
function channelInView({ view, data: { run, details } }) {
  return run && details && shownChannel(view, shownLayer(view, run), details);
}

/**
 * Resolves once the run in view and its maps have come, or have failed to.
 *
 * @param {Store} store
 * @returns {Promise<void>}
 */
function nothingAwaited(store) {
  const { busy } = store.data;
  if (!busy.photo && !busy.sheet && !busy.layer) return Promise.resolve();
  return new Promise((resolve) => {
    store.addEventListener("change", () => resolve(nothingAwaited(store)), { once: true });
  });
}
