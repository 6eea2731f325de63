/**
 * Answers kept in memory by address, the least recently used ones leaving first.
 *
 * @template T
 */
export class Cache {
  /** @type {Map<string, {answer: Promise<T>, bytes: number}>} */
  #entries = new Map();
  #bytes = 0;

  /**
   * @param {number} budget In bytes.
   * @param {(value: T) => number} weigh
   */
  constructor(budget, weigh) {
    this.budget = budget;
    this.weigh = weigh;
  }

  /**
   * The answer for `key`, asked for at most once; a failure is not kept.
   *
   * @param {string} key
   * @param {() => Promise<T>} ask
   * @returns {Promise<T>}
   */
  get(key, ask) {
    const known = this.#entries.get(key);
    if (known) {
      this.#entries.delete(key);
      this.#entries.set(key, known);
      return known.answer;
    }
    const entry = { answer: ask(), bytes: 0 };
    this.#entries.set(key, entry);
    entry.answer.then(
      (value) => this.#weighIn(key, entry, value),
      () => this.#entries.get(key) === entry && this.#entries.delete(key),
    );
    return entry.answer;
  }

  clear() {
    this.#entries.clear();
    this.#bytes = 0;
  }

  /**
   * @param {string} key
   * @param {{answer: Promise<T>, bytes: number}} entry
   * @param {T} value
   */
  #weighIn(key, entry, value) {
    if (this.#entries.get(key) !== entry) return;
    entry.bytes = this.weigh(value);
    this.#bytes += entry.bytes;
    for (const [oldest, { bytes }] of this.#entries) {
      if (this.#bytes <= this.budget || oldest === key) break;
      this.#entries.delete(oldest);
      this.#bytes -= bytes;
    }
  }
}
