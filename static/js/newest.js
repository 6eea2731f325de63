/**
 * Does one task at a time. Of what is asked for meanwhile only the newest is done, once the one
 * before is over and a pause has passed: so a pointer that moves asks no more than is answered.
 */
export class Newest {
  #busy = false;
  /** @type {(() => Promise<void>) | null} */
  #next = null;

  /** @param {number} pause After each task, in milliseconds. */
  constructor(pause) {
    this.pause = pause;
  }

  /** @param {() => Promise<void>} task It handles its own failures. */
  do(task) {
    this.#next = task;
    if (!this.#busy) void this.#go();
  }

  async #go() {
    this.#busy = true;
    while (this.#next) {
      const task = this.#next;
      this.#next = null;
      await task();
      await new Promise((resolve) => setTimeout(resolve, this.pause));
    }
    this.#busy = false;
  }
}
