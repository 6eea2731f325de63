import { fetchCell, fetchMap } from "../api.js";
import { t } from "../language.js";
import { openSize, spokenOf } from "../shown.js";
import { tryAgain, wordsOf } from "../problems.js";
import { inputsOf } from "../unfold/inputs.js";
import { fetchSum, pictures } from "./sum.js";

/** @import { Explained } from "../cell/answer.js" */
/** @import { InputMap, Unfolded } from "../unfold/types.js" */
/** @import { Run } from "../types.js" */
/** @import { Spoken } from "../shown.js" */
/** @import { Store } from "../store.js" */

/**
 * While a map is unfolded: the maps that went into it, and what each of them gave.
 *
 * @param {Store} store
 */
export function followUnfold(store) {
  let latest = "";
  const follow = () => {
    const spoken = store.view.unfold ? spokenOf(store) : null;
    if (!spoken) return;
    const { run, map } = spoken;
    const key = `${run.id} ${map.layer} ${map.channel} ${store.view.all}`;
    if (key === latest) return;
    latest = key;
    store.problem("unfold", null);
    store.busy("unfold", t("Unfolding channel {channel} of {layer} …", { channel: map.channel, layer: map.layer }));
    unfold(store, spoken).then(
      (unfolded) => key === latest && store.put({ unfolded }),
      (/** @type {unknown} */ error) => {
        if (key !== latest) return;
        latest = "";
        store.problem("unfold", { text: wordsOf(error), action: tryAgain(follow) });
      },
    ).finally(() => key === latest && store.busy("unfold", null));
  };
  store.on(["unfold", "all", "map", "details"], follow);
}

/**
 * Fetch what an unfolded map needs before it is asked for; failures show when it is.
 *
 * @param {Store} store
 */
export function prefetchUnfolded(store) {
  const spoken = spokenOf(store);
  if (spoken) unfold(store, spoken).catch(() => undefined);
}

/**
 * @param {Store} store
 * @param {Spoken} spoken
 * @returns {Promise<Unfolded>}
 */
async function unfold(store, spoken) {
  const { run, map: { layer, channel }, cell } = spoken;
  const all = store.view.all === 1;
  const { height, width } = openSize(store);
  const [explained, sum] = await Promise.all([fetchCell(run.id, layer, cell), fetchSum(spoken, all)]);
  const inside = () => fetchCell(run.id, layer, [channel, Math.floor(height / 2), Math.floor(width / 2)]);
  const telling = isConstant(explained) ? await inside() : explained;
  const inputs = sum ? [] : await fetchInputs(run, telling);
  return { run: run.id, layer, channel, all, sum, inputs, explained: telling };
}

/**
 * The padding around a map does not tell which map it is around.
 *
 * @param {Explained} explained
 */
function isConstant({ operands }) {
  return operands.kind === "moved" && operands.source.layer === null;
}

/**
 * @param {Run} run
 * @param {Explained} explained
 * @returns {Promise<InputMap[]>}
 */
function fetchInputs(run, { operands }) {
  return Promise.all(inputsOf(operands).map(async ({ layer, channel }) => {
    const map = await fetchMap(run.id, layer, channel);
    return { layer, channel, map: pictures(map, 1)[0] };
  }));
}
