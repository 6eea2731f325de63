import { find, make, nextFrame } from "../dom.js";
import { t } from "../language.js";
import { goToStep, lensOf, openStep } from "../lens/steps.js";

/** @import { Store } from "../store.js" */

/**
 * A guided way through the network's own layers: a strip above them, opened by its button. Each
 * step sets what the page shows. The figure is drawn by the panel beside this one.
 *
 * @param {Store} store
 */
export function mountLens(store) {
  const guide = find("[data-guide]", HTMLElement);
  const openers = /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("[data-guide-open]"));
  const move = (/** @type {number} */ by) => goToStep(store, (openStep(store)?.number ?? 0) + by);
  const close = () => {
    store.show({ guide: null });
    [...openers].find((opener) => opener.offsetParent)?.focus();
  };
  for (const opener of openers) {
    opener.addEventListener("click", () => {
      if (store.view.guide !== null) return close();
      goToStep(store, 1);
      void nextFrame().then(() => find("[data-guide-title]", HTMLElement).focus({ preventScroll: true }));
    });
  }
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (guide.querySelectorAll("[data-guide-move]"))) {
    button.addEventListener("click", () => move(Number(button.dataset.guideMove)));
  }
  find("[data-guide-close]", HTMLButtonElement).addEventListener("click", close);
  guide.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    else if (event.key === "ArrowRight") move(1);
    else if (event.key === "ArrowLeft") move(-1);
    else return;
    event.preventDefault();
    event.stopPropagation(); // Escape would fold or close what the step has opened as well
  });
  store.on(["lens", "guide", "model"], () => show(store, guide, openers));
  store.on(["lens", "run"], () => guide.toggleAttribute("data-stale", store.data.lens?.run !== store.data.run?.id));
  show(store, guide, openers);
}

/**
 * @param {Store} store
 * @param {HTMLElement} guide
 * @param {NodeListOf<HTMLButtonElement>} openers
 */
function show(store, guide, openers) {
  const open = openStep(store);
  for (const opener of openers) {
    opener.toggleAttribute("data-impossible", lensOf(store) === null);
    opener.disabled = lensOf(store) === null;
    opener.setAttribute("aria-expanded", String(open !== null));
  }
  guide.hidden = open === null;
  find("#workspace", HTMLElement).toggleAttribute("data-guided", open !== null);
  if (!open) return;
  const { lens, step, number } = open;
  const count = lens.steps.length;
  write("[data-guide-lens]", lens.title);
  write("[data-guide-title]", step.title);
  write("[data-guide-text]", step.text);
  write("[data-guide-says]", t("Step {number} of {count}: {title}. {text}", { number, count, title: step.title, text: step.text }));
  find('[data-guide-move="-1"]', HTMLButtonElement).disabled = number === 1;
  find('[data-guide-move="1"]', HTMLButtonElement).disabled = number === count;
  showDots(store, lens.steps.map(({ title }) => title), number);
}

/**
 * @param {string} selector
 * @param {string} words
 */
function write(selector, words) {
  const element = find(selector, HTMLElement);
  if (element.textContent !== words) element.textContent = words;
}

/**
 * One dot for each step. The list stays while its steps do, so that a dot keeps the focus.
 *
 * @param {Store} store
 * @param {string[]} titles
 * @param {number} number
 */
function showDots(store, titles, number) {
  const list = find("[data-guide-dots]", HTMLElement);
  const key = titles.join("\n");
  if (list.dataset.titles !== key) {
    list.dataset.titles = key;
    list.replaceChildren(...titles.map((title, at) => {
      const dot = make("button", { type: "button", title, "aria-label": t("Step {number}: {title}", { number: at + 1, title }) });
      dot.addEventListener("click", () => goToStep(store, at + 1));
      return make("li", {}, dot);
    }));
  }
  list.querySelectorAll("button").forEach((dot, at) => {
    if (at + 1 === number) dot.setAttribute("aria-current", "step");
    else dot.removeAttribute("aria-current");
  });
}
