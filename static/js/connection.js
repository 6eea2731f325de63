/**
 * Whether the server can be reached. Whoever finds that it cannot asks `restored()` and goes on
 * when it resolves; the page says so meanwhile.
 */
class Connection extends EventTarget {
  /** @type {Promise<void> | null} */
  #waiting = null;

  get lost() {
    return this.#waiting !== null;
  }

  /** @returns {Promise<void>} Resolves as soon as the server answers again. */
  restored() {
    this.#waiting ??= this.#wait();
    return this.#waiting;
  }

  async #wait() {
    queueMicrotask(() => this.dispatchEvent(new Event("change")));
    let pause = 500;
    do {
      await new Promise((resolve) => setTimeout(resolve, pause));
      pause = Math.min(4000, pause * 1.5);
    } while (!(await answers()));
    this.#waiting = null;
    this.dispatchEvent(new Event("change"));
  }
}

async function answers() {
  try {
    return (await fetch("/healthz", { cache: "no-store" })).ok;
  } catch {
    return false;
  }
}

export const connection = new Connection();
