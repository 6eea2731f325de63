import { fetchCell } from "../api.js";
import { nextFrame } from "../dom.js";
import { Newest } from "../newest.js";
import { tryAgain, wordsOf } from "../problems.js";
import { spokenOf } from "../shown.js";
import { currentExplained, currentUnfolded } from "../unfold/current.js";

/** @import { Store } from "../store.js" */

/** Between two answers about cells, in milliseconds. */
const PAUSE = 40;

/**
 * While a map is unfolded: how the number came about that is pointed at. The numbers follow the
 * pointer one answer after the other.
 *
 * @param {Store} store
 */
export function followExplained(store) {
  const newest = new Newest(PAUSE);
  const follow = () => {
    if (!store.view.unfold || !spokenOf(store) || !currentUnfolded(store)) return;
    newest.do(() => explain(store, follow));
  };
  store.on(["unfold", "unfolded", "map", "details", "pointer", "cell"], follow);
}

/**
 * @param {Store} store
 * @param {() => void} retry
 */
async function explain(store, retry) {
  const spoken = spokenOf(store);
  if (!store.view.unfold || !spoken) return;
  try {
    const explained = await fetchCell(spoken.run.id, spoken.map.layer, spoken.cell);
    if (!currentExplained(store)) await nextFrame(); // the parts come first
    if (spokenOf(store)?.map === spoken.map) store.put({ explained });
  } catch (error) {
    store.problem("unfold", { text: wordsOf(error), action: tryAgain(retry) });
  }
}
