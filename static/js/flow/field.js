import { fetchField } from "../api.js";
import { Newest } from "../newest.js";
import { tryAgain, wordsOf } from "../problems.js";
import { spokenOf } from "../shown.js";

/** @import { Store } from "../store.js" */

/** Each takes a pass through the network, with gradients: it should not be kept busy. */
const PAUSE = 100;

/**
 * While it is wanted: the effective field of the cell that is pointed at.
 *
 * @param {Store} store
 */
export function followField(store) {
  const newest = new Newest(PAUSE);
  const follow = () => {
    if (store.view.effective && spokenOf(store)) newest.do(() => load(store, follow));
  };
  store.on(["effective", "map", "details", "pointer", "cell"], follow);
}

/**
 * @param {Store} store
 * @param {() => void} retry
 */
async function load(store, retry) {
  const spoken = spokenOf(store);
  if (!store.view.effective || !spoken) return;
  const { run, map: { layer }, cell } = spoken;
  const known = store.data.field;
  if (known?.run === run.id && known.layer === layer && known.cell.join() === cell.join()) return;
  try {
    const { shape: [height, width], values } = await fetchField(run.id, layer, cell);
    if (spokenOf(store)?.map === spoken.map) store.put({ field: { run: run.id, layer, cell, map: { values, height, width } } });
  } catch (error) {
    store.problem(store.view.unfold ? "unfold" : "map", { text: wordsOf(error), action: tryAgain(retry) });
  }
}
