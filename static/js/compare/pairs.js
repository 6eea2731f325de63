import { fetchSheet } from "../api.js";
import { t } from "../language.js";
import { tryAgain, wordsOf } from "../problems.js";
import { stripsFor } from "../strips.js";
import { fetchComparison, fetchRows } from "./api.js";

/** @import { Run } from "../types.js" */
/** @import { CompareStore, Rows, SideName, Sides } from "./types.js" */

/** Width of a strip, in CSS pixels. */
const ROOM = 132;

/**
 * Whenever a side has another run, or none: learn which layers stand side by side, then fetch their
 * strips. A side that is alone is shown alone.
 *
 * @param {Sides} sides
 * @param {CompareStore} store
 */
export function followPairs(sides, store) {
  let latest = 0;
  const load = async () => {
    latest += 1;
    const mine = latest;
    const [a, b] = [currentRun(sides, "a"), currentRun(sides, "b")];
    if (isWaiting(sides)) return;
    store.problem("sheet", null);
    store.busy("sheet", t("Fetching the maps of every layer …"));
    try {
      const comparison = a && b ? await fetchComparison(a.id, b.id) : null;
      if (mine !== latest) return;
      store.put({ a, b, comparison, rows: null });
      const rows = await fetchBoth(a, b);
      if (mine === latest) store.put({ rows });
    } catch (error) {
      if (mine === latest) store.problem("sheet", { text: wordsOf(error), action: tryAgain(() => void load()) });
    }
    if (mine === latest) store.busy("sheet", null);
  };
  const follow = () => {
    store.put({ nothing: hasNothing(sides) });
    if (changed(sides, store)) void load();
  };
  for (const side of [sides.a, sides.b]) side.on(["run", "busy", "problems"], follow);
}

/**
 * How large the maps of a strip are drawn here, and how many fit side by side.
 *
 * @param {Run | null} run
 */
export function stripsOf(run) {
  const { side } = stripsFor(run?.input);
  return { side, maps: Math.floor((ROOM + 2) / (side + 2)) };
}

/**
 * @param {Run | null} a
 * @param {Run | null} b
 * @returns {Promise<Rows | null>}
 */
async function fetchBoth(a, b) {
  const run = a ?? b;
  if (!run) return null;
  const { side, maps } = stripsOf(run);
  const size = Math.round(side * devicePixelRatio);
  if (a && b) return fetchRows(a.id, b.id, maps, size);
  const sheet = await fetchSheet(run.id, maps, size);
  return {
    layers: sheet.layers.map((strip) => ({
      layer: strip.name, partner: null, relative: null, a: a && strip, b: a ? null : strip,
    })),
  };
}

/**
 * @param {Sides} sides
 * @param {CompareStore} store
 */
function changed(sides, { data }) {
  return currentRun(sides, "a") !== data.a || currentRun(sides, "b") !== data.b;
}

/**
 * A run that is of the photo and the network in view.
 *
 * @param {Sides} sides
 * @param {SideName} name
 */
function currentRun(sides, name) {
  const { view, data: { run } } = sides[name];
  return run?.image === view.image && run.model === view.model ? run : null;
}

/** @param {Sides} sides */
function hasNothing(sides) {
  return !isWaiting(sides) && !currentRun(sides, "a") && !currentRun(sides, "b");
}

/**
 * Whether a side is still on its way: then what is there stays, until both are.
 *
 * @param {Sides} sides
 */
function isWaiting(sides) {
  return [sides.a, sides.b].some(({ data }) => data.busy.photo);
}
