import { Cache } from "../cache.js";
import { ApiError, requestJson } from "../http.js";
import { t } from "../language.js";
import { tryAgain, wordsOf } from "../problems.js";

/** @import { Graph } from "../graph/answer.js" */
/** @import { Store } from "../store.js" */

/** @type {Cache<Graph>} */
const graphs = new Cache(20, () => 1);

/**
 * While the graph is in view, have that of the network that was run, with the blocks open that the
 * address names.
 *
 * @param {Store} store
 */
export function followGraph(store) {
  let wanted = "";
  const follow = () => {
    const { view, data: { run } } = store;
    if (view.view !== "graph" || run?.model !== view.model) return;
    const path = pathOf(run.model, view.open);
    if (path === wanted) return;
    wanted = path;
    void load(store, path, () => path === wanted, () => {
      wanted = "";
      follow();
    });
  };
  store.on(["view", "run", "open"], follow);
  forgetWithTheNetwork(store);
}

/**
 * Which blocks are open is said of one network. Where the address brings another it says it anew.
 *
 * @param {Store} store
 */
function forgetWithTheNetwork(store) {
  store.addEventListener("change", (event) => {
    const { changed, history } = /** @type {CustomEvent<{changed: string[], history: string}>} */ (event).detail;
    if (changed.includes("model") && history !== "address") store.show({ open: null }, "replace");
  });
}

/**
 * @param {string} model
 * @param {string | null} open
 */
function pathOf(model, open) {
  const query = open === null ? "" : `?expanded=${encodeURIComponent(open)}`;
  return `/models/${encodeURIComponent(model)}/graph${query}`;
}

/**
 * @param {Store} store
 * @param {string} path
 * @param {() => boolean} isWanted
 * @param {() => void} retry
 */
async function load(store, path, isWanted, retry) {
  store.problem("graph", null);
  store.busy("graph", t("Laying out the graph …"));
  try {
    const graph = await graphs.get(path, () => requestJson(path));
    if (isWanted()) store.put({ graph });
  } catch (error) {
    if (!isWanted()) return;
    // An address may name blocks of a network that is not the one it was written for.
    if (error instanceof ApiError && error.code === "bad_option") store.show({ open: null }, "replace");
    else store.problem("graph", { text: wordsOf(error), action: tryAgain(retry) });
  }
  if (isWanted()) store.busy("graph", null);
}
