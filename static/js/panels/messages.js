import { find, make } from "../dom.js";

/** @import { Place, Problem } from "../types.js" */
/** @import { Store } from "../store.js" */

/** @type {Place[]} */
const PLACES = ["photo", "sheet", "graph", "layer", "map", "unfold", "weights", "guide"];

/**
 * Each place of the page says what it is waiting for, and what went wrong there.
 *
 * @param {Store} store
 */
export function mountMessages(store) {
  const workspace = find("#workspace", HTMLElement);
  store.on(["busy", "run", "image", "model", "blank", "live"], () => {
    workspace.toggleAttribute("data-live", store.data.live);
    workspace.toggleAttribute("data-stale", isStale(store));
  });
  store.on(["busy"], () => {
    const { busy } = store.data;
    for (const element of document.querySelectorAll("[data-busy]")) {
      const place = /** @type {HTMLElement} */ (element).dataset.busy;
      element.textContent = busy[/** @type {Place} */ (place)] ?? "";
    }
  });
  store.on(["problems"], () => PLACES.forEach((place) => showProblems(store, place)));
}

/**
 * @param {Store} store
 * @returns {boolean} Whether what stands there is of another photo or network than those in view.
 */
function isStale({ view, data: { run, busy, blank } }) {
  return blank || Boolean(busy.photo) || (run !== null && (run.image !== view.image || run.model !== view.model));
}

/**
 * @param {Store} store
 * @param {Place} place
 */
function showProblems(store, place) {
  for (const element of document.querySelectorAll(`[data-problem="${place}"]`)) {
    showProblem(/** @type {HTMLElement} */ (element), store.data.problems[place]);
  }
}

/**
 * Say what went wrong at a place, and what can be done about it.
 *
 * @param {HTMLElement} element
 * @param {Problem | undefined} problem
 */
export function showProblem(element, problem) {
  element.hidden = !problem;
  element.replaceChildren();
  if (!problem) return;
  element.append(problem.text);
  const { action } = problem;
  if (!action) return;
  const button = make("button", { type: "button", class: "link" }, action.label);
  button.addEventListener("click", action.run);
  element.append(button);
}
