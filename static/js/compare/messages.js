import { find } from "../dom.js";
import { showProblem } from "../panels/messages.js";
import { chosenOf } from "./chosen.js";

/** @import { Place } from "../types.js" */
/** @import { CompareStore, Sides } from "./types.js" */

/** @type {Place[]} */
const PLACES = ["sheet", "layer", "map"];

/**
 * What the maps wait for and what went wrong there; and whether they are of what is in view.
 *
 * @param {Sides} sides
 * @param {CompareStore} store
 */
export function mountMessages(sides, store) {
  store.on(["problems"], () => {
    for (const place of PLACES) showProblem(find(`[data-problem="${place}"]`, HTMLElement), store.data.problems[place]);
  });
  store.on(["busy"], () => {
    for (const place of /** @type {const} */ (["sheet", "layer"])) find(`[data-busy="${place}"]`, HTMLElement).textContent = store.data.busy[place] ?? "";
  });
  const age = () => {
    const stale = [sides.a, sides.b].some(({ data, view }, at) => {
      const run = at === 0 ? store.data.a : store.data.b;
      return Boolean(data.busy.photo) || (run !== null && (run.image !== view.image || run.model !== view.model));
    });
    find("#workspace", HTMLElement).toggleAttribute("data-stale", stale);
  };
  for (const side of [sides.a, sides.b]) side.on(["busy", "image", "model"], age);
  store.on(["a", "b"], age);
  store.on(["shown", "a", "b", "comparison", "layer", "layer_b"], () => {
    find("[data-stage]", HTMLElement).toggleAttribute("data-stale", isOfAnotherLayer(store));
  });
  store.on(["rows", "problems"], () => showAgeOfRows(store));
  store.on(["nothing"], () => find("#workspace", HTMLElement).toggleAttribute("data-nothing", store.data.nothing));
}

/**
 * Until their strips come, rows show those of the runs before; where they do not come, nothing.
 *
 * @param {CompareStore} store
 */
function showAgeOfRows({ data: { rows, problems } }) {
  const sheet = find("[data-rows]", HTMLElement);
  sheet.toggleAttribute("data-stale", rows === null);
  sheet.toggleAttribute("data-unknown", rows === null && Boolean(problems.sheet));
}

/**
 * Whether the maps are those of another layer than the one that is named above them already.
 *
 * @param {CompareStore} store
 */
function isOfAnotherLayer(store) {
  const chosen = chosenOf(store);
  const { shown, a, b } = store.data;
  if (!shown || !chosen) return false;
  return shown.a?.details.name !== chosen.a?.name || shown.b?.details.name !== chosen.b?.name
    || shown.a?.run !== a?.id || shown.b?.run !== b?.id;
}
