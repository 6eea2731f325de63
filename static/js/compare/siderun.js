import { startRun } from "../api.js";
import { t } from "../language.js";
import { isAway } from "../models.js";
import { networkOf } from "../pictures.js";
import { problemOfRun } from "../problems.js";

/** @import { Store } from "../store.js" */

/**
 * Whenever a side's photo or network changes, or its weights have come: run one through the other.
 * What is wrong with it is said on this side; the other goes on. That weights have to be fetched first
 * is nothing wrong.
 *
 * @param {Store} side
 */
export function followSide(side) {
  let current = new AbortController();
  const begin = () => {
    current.abort();
    current = new AbortController();
    if (isAway(networkOf(side))) wait(side);
    else void run(side, current.signal, begin);
  };
  side.on(["image", "model"], begin);
  side.on(["download"], () => {
    const { view, data: { download } } = side;
    if (download?.status === "done" && download.model === view.model) begin();
  });
  // The list may come after the run, and say why there is none.
  side.on(["models", "other"], () => isAway(networkOf(side)) && begin());
  begin();
}

/** @param {Store} side */
function wait(side) {
  side.problem("photo", null);
  side.put({ run: null, busy: {} });
}

/**
 * @param {Store} side
 * @param {AbortSignal} signal
 * @param {() => void} retry
 */
async function run(side, signal, retry) {
  const { model, image } = side.view;
  side.busy("photo", t("Running the network on the photo …")); // first: until then it would look settled
  side.problem("photo", null);
  try {
    const made = await startRun(model, image, signal);
    if (signal.aborted) return;
    side.put({ run: made });
  } catch (error) {
    if (signal.aborted) return;
    side.put({ run: null });
    side.problem("photo", problemOfRun(side, error, retry));
  }
  side.busy("photo", null);
}
