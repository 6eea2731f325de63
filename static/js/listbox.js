/** How long after a letter the next one still belongs to the same word, in milliseconds. */
const WORD = 1000;
const PAGE = 8;

/**
 * Walking a list of options with the keys. The focus stays on one element, which names the option
 * that the keys have reached (`aria-activedescendant`): the list itself, or a box that searches it.
 */
export class Listbox {
  #word = "";
  #typed = 0;
  /** Letters and spaces belong to the box that they are written into. */
  #writes = false;

  /**
   * @param {HTMLElement} list Has the role `listbox`; its options have ids.
   * @param {HTMLElement} focused
   * @param {(option: HTMLElement) => void} choose
   */
  constructor(list, focused, choose) {
    this.list = list;
    this.focused = focused;
    this.choose = choose;
    this.#writes = focused instanceof HTMLInputElement;
    focused.addEventListener("keydown", (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      if (this.#press(event.key)) event.preventDefault();
    });
    list.addEventListener("click", ({ target }) => {
      const option = /** @type {Element} */ (target).closest('[role="option"]');
      if (option instanceof HTMLElement) this.#take(option);
    });
  }

  get active() {
    return this.#options().find(({ id }) => id === this.focused.getAttribute("aria-activedescendant"));
  }

  /** @param {HTMLElement | undefined} option */
  activate(option) {
    this.active?.removeAttribute("data-active");
    if (!option) {
      this.focused.removeAttribute("aria-activedescendant");
      return;
    }
    option.setAttribute("data-active", "");
    this.focused.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  #options() {
    return /** @type {HTMLElement[]} */ ([...this.list.querySelectorAll('[role="option"]:not([hidden])')]);
  }

  /**
   * @param {string} key
   * @returns {boolean} Whether the key meant something here.
   */
  #press(key) {
    const options = this.#options();
    const at = this.active ? options.indexOf(this.active) : -1;
    const targets = /** @type {Record<string, number>} */ ({
      ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + PAGE, PageUp: at - PAGE, Home: 0, End: options.length - 1,
    });
    if (key in targets) this.activate(options[Math.min(options.length - 1, Math.max(0, targets[key]))]);
    else if ((key === "Enter" || (key === " " && !this.#writes)) && this.active) this.#take(this.active);
    else return !this.#writes && key.length === 1 && key !== " " && this.#type(key.toLowerCase(), options, at);
    return true;
  }

  /** @param {HTMLElement} option */
  #take(option) {
    this.activate(option);
    if (option.ariaDisabled !== "true") this.choose(option);
  }

  /**
   * Go to the next option that begins with the letters typed just now.
   *
   * @param {string} letter
   * @param {HTMLElement[]} options
   * @param {number} at
   */
  #type(letter, options, at) {
    const now = performance.now();
    this.#word = now - this.#typed < WORD ? this.#word + letter : letter;
    this.#typed = now;
    const from = this.#word.length > 1 ? at : at + 1;
    const ahead = [...options.slice(Math.max(0, from)), ...options];
    const found = ahead.find(({ textContent }) => textContent.trim().toLowerCase().startsWith(this.#word));
    if (found) this.activate(found);
    return true;
  }
}
