import { startRun } from "../api.js";
import { t } from "../language.js";
import { isAway } from "../models.js";
import { networkOf } from "../pictures.js";
import { problemOfRun } from "../problems.js";

/** @import { Store } from "../store.js" */

/**
 * Whenever a side's photo or network changes, or its weights have come: run one through the other.
 * What is wrong with it is said on this side; the other goes on.
 *
 * @param {Store} side
 */
export function followSide(side) {
  let current = new AbortController();
  const begin = () => {
    current.abort();
    current = new AbortController();
    side.problem("photo", null);
    if (isAway(networkOf(side))) side.put({ run: null, busy: {} });
    else void run(side, current.signal, begin);
  };
  side.on(["image", "model"], begin);
  side.on(["download"], () => {
    const { view, data: { download } } = side;
    if (download?.status === "done" && download.model === view.model) begin();
  });
  begin();
}

/**
 * @param {Store} side
 * @param {AbortSignal} signal
 * @param {() => void} retry
 */
async function run(side, signal, retry) {
  const { model, image } = side.view;
  side.busy("photo", t("Running the network on the photo …"));
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
