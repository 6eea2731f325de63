/** @import { Data, Place, Problem, View } from "./types.js" */

/**
 * The one state of the page: `view` (held by the address) and `data` (what has arrived for it).
 *
 * Panels never talk to each other: they call `show` or `put`, and listen with `on`.
 *
 * @template {object} [V=View]
 * @template {Pick<Data, "busy" | "problems">} [D=Data]
 */
export class Store extends EventTarget {
  /**
   * @param {V} view
   * @param {D} data
   */
  constructor(view, data) {
    super();
    this.view = view;
    this.data = data;
  }

  /**
   * Change the view. `push` makes a step that the back button undoes; `replace` does not;
   * `address` means that the address has it already.
   *
   * @param {Partial<V>} patch
   * @param {"push" | "replace" | "address"} [history]
   */
  show(patch, history = "push") {
    const changed = differing(this.view, patch);
    if (changed.length === 0) return;
    this.view = { ...this.view, ...patch };
    this.#tell(changed, history);
  }

  /** @param {Partial<D>} patch */
  put(patch) {
    const changed = differing(this.data, patch);
    if (changed.length === 0) return;
    this.data = { ...this.data, ...patch };
    this.#tell(changed, "address");
  }

  /**
   * Say what a place on the page waits for, or null when it has come.
   *
   * @param {Place} place
   * @param {string | null} words
   */
  busy(place, words) {
    const busy = { ...this.data.busy, [place]: words ?? undefined };
    this.put(/** @type {Partial<D>} */ ({ busy }));
  }

  /**
   * Say what went wrong at a place on the page, or null when that is over.
   *
   * @param {Place} place
   * @param {Problem | null} problem
   */
  problem(place, problem) {
    const problems = { ...this.data.problems, [place]: problem ?? undefined };
    this.put(/** @type {Partial<D>} */ ({ problems }));
  }

  /**
   * Call `listener` whenever one of `keys` has changed.
   *
   * @param {(keyof V | keyof D)[]} keys
   * @param {() => void} listener
   */
  on(keys, listener) {
    this.addEventListener("change", (event) => {
      const { changed } = /** @type {CustomEvent<{changed: (keyof V | keyof D)[]}>} */ (event).detail;
      if (keys.some((key) => changed.includes(key))) listener();
    });
  }

  /**
   * @param {string[]} changed
   * @param {"push" | "replace" | "address"} history
   */
  #tell(changed, history) {
    this.dispatchEvent(new CustomEvent("change", { detail: { changed, history } }));
  }
}

/**
 * @template {object} T
 * @param {T} current
 * @param {Partial<T>} patch
 * @returns {string[]} The keys whose values differ.
 */
function differing(current, patch) {
  const keys = /** @type {(keyof T & string)[]} */ (Object.keys(patch));
  return keys.filter((key) => !same(current[key], patch[key]));
}

/**
 * @param {unknown} one
 * @param {unknown} other
 * @returns {boolean} Identical, or both the same pair of numbers.
 */
function same(one, other) {
  if (!Array.isArray(one) || !Array.isArray(other)) return one === other;
  return one.length === other.length && one.every((item, index) => item === other[index]);
}
