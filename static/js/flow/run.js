import { fetchSheet, startRun } from "../api.js";
import { markPainted } from "../dom.js";
import { t } from "../language.js";
import { isAway } from "../models.js";
import { networkOf } from "../pictures.js";
import { keepPlaces } from "../places.js";
import { problemOfRun, tryAgain, wordsOf } from "../problems.js";
import { stripsFor } from "../strips.js";

/** @import { Run } from "../types.js" */
/** @import { Store } from "../store.js" */

/** What another network gave is not this one's, even where their layers have the same names. */
const NOTHING = { sheet: null, details: null, grid: null, figures: null, map: null, pointer: null };

/**
 * Whenever the photo or the network changes, or its weights have come: run one through the other,
 * then fetch the sheet. What was there stays, dimmed, until the new has come.
 *
 * @param {Store} store
 */
export function followRun(store) {
  let current = new AbortController();
  const begin = () => {
    current.abort();
    current = new AbortController();
    if (isAway(networkOf(store))) wait(store);
    else void run(store, current.signal, begin);
  };
  store.on(["image", "model"], begin);
  store.on(["download"], () => {
    const { view, data: { download } } = store;
    if (download?.status === "done" && download.model === view.model) begin();
  });
  begin();
}

/**
 * There is nothing to run before the weights are here, and nothing is wrong.
 *
 * @param {Store} store
 */
function wait(store) {
  for (const place of /** @type {const} */ (["photo", "sheet"])) {
    store.problem(place, null);
    store.busy(place, null);
  }
}

/**
 * @param {Store} store
 * @param {AbortSignal} signal
 * @param {() => void} retry
 */
async function run(store, signal, retry) {
  const { model, image } = store.view;
  store.problem("photo", null);
  store.problem("sheet", null);
  store.busy("photo", t("Running the network on the photo …"));
  try {
    const made = await startRun(model, image, signal);
    if (signal.aborted) return;
    store.put(store.data.run?.model === made.model ? { run: made } : { ...NOTHING, run: made });
    markPainted("answers");
    store.busy("photo", null);
    await loadSheet(store, made, signal, retry);
  } catch (error) {
    if (signal.aborted) return;
    store.busy("photo", null);
    store.problem("photo", problemOfRun(store, error, retry));
  }
}

/**
 * @param {Store} store
 * @param {Run} made
 * @param {AbortSignal} signal
 * @param {() => void} retry
 */
async function loadSheet(store, made, signal, retry) {
  store.busy("sheet", t("Fetching the maps of every layer …"));
  const { side, maps } = stripsFor(made.input);
  try {
    const sheet = await fetchSheet(made.id, maps, Math.round(side * devicePixelRatio));
    if (signal.aborted) return;
    const { live, sheet: before } = store.data;
    store.put({ sheet: live && before ? keepPlaces(before, sheet) : sheet });
    markPainted("sheet");
  } catch (error) {
    if (!signal.aborted) store.problem("sheet", { text: wordsOf(error), action: tryAgain(retry) });
  }
  if (!signal.aborted) store.busy("sheet", null);
}
