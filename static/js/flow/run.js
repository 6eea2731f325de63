import { fetchSheet, startRun } from "../api.js";
import { markPainted } from "../dom.js";
import { problemOfRun, tryAgain, wordsOf } from "../problems.js";

/** @import { Run } from "../types.js" */
/** @import { Store } from "../store.js" */

export const STRIP_MAPS = 8;
export const STRIP_SIDE = 42;

/**
 * Whenever the photo or the network changes: run one through the other, then fetch the sheet.
 * What was there stays, dimmed, until the new has come.
 *
 * @param {Store} store
 */
export function followRun(store) {
  let current = new AbortController();
  const begin = () => {
    current.abort();
    current = new AbortController();
    void run(store, current.signal, begin);
  };
  store.on(["image", "model"], begin);
  begin();
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
  store.busy("photo", "Running the network on the photo …");
  try {
    const made = await startRun(model, image, signal);
    if (signal.aborted) return;
    store.put({ run: made });
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
  store.busy("sheet", "Fetching the maps of every layer …");
  const side = Math.round(STRIP_SIDE * devicePixelRatio);
  try {
    const sheet = await fetchSheet(made.id, STRIP_MAPS, side);
    if (signal.aborted) return;
    store.put({ sheet });
    markPainted("sheet");
  } catch (error) {
    if (!signal.aborted) store.problem("sheet", { text: wordsOf(error), action: tryAgain(retry) });
  }
  if (!signal.aborted) store.busy("sheet", null);
}
