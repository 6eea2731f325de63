import { fetchCell, fetchMap, fetchMaps, fetchPartMaps, fetchParts } from "../api.js";
import { ApiError } from "../http.js";
import { mapsOf } from "../layers.js";
import { tryAgain, wordsOf } from "../problems.js";
import { spokenOf } from "../shown.js";
import { inputsOf } from "../unfold/inputs.js";

/** @import { Explained } from "../cell/answer.js" */
/** @import { InputMap, PartsAnswer, Picture, Sum, Unfolded } from "../unfold/types.js" */
/** @import { Array32, Run } from "../types.js" */
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
    const { run, map, cell } = spoken;
    const all = store.view.all === 1;
    const key = `${run.id} ${map.layer} ${map.channel} ${all}`;
    if (key === latest) return;
    latest = key;
    store.problem("unfold", null);
    store.busy("unfold", `Unfolding channel ${map.channel} of ${map.layer} …`);
    unfold(run, map.layer, cell, all).then(
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
  if (!spoken) return;
  unfold(spoken.run, spoken.map.layer, spoken.cell, store.view.all === 1).catch(() => undefined);
}

/**
 * @param {Run} run
 * @param {string} layer
 * @param {import("../cell/answer.js").Cell} cell
 * @param {boolean} all
 * @returns {Promise<Unfolded>}
 */
async function unfold(run, layer, cell, all) {
  const [channel] = cell;
  const isConvolution = run.layers.find(({ name }) => name === layer)?.kind === "convolution";
  const [explained, sum] = await Promise.all([
    fetchCell(run.id, layer, cell),
    isConvolution ? fetchSum(run, layer, channel, all).catch(nothingIfNone) : null,
  ]);
  const telling = isConstant(explained) ? await fetchCell(run.id, layer, middleOf(run, layer, channel)) : explained;
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
 * @param {string} layer
 * @param {number} channel
 * @returns {import("../cell/answer.js").Cell}
 */
function middleOf(run, layer, channel) {
  const { height, width } = mapsOf(run.layers.find(({ name }) => name === layer)?.shape ?? []);
  return [channel, Math.floor(height / 2), Math.floor(width / 2)];
}

/**
 * Not every convolution is one of maps.
 *
 * @param {unknown} error
 */
function nothingIfNone(error) {
  if (error instanceof ApiError && error.code === "no_parts") return null;
  throw error;
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

/**
 * @param {Run} run
 * @param {string} layer
 * @param {number} channel
 * @param {boolean} all
 * @returns {Promise<Sum>}
 */
async function fetchSum(run, layer, channel, all) {
  const [answer, maps] = await Promise.all([
    fetchParts(run.id, layer, channel, all),
    fetchPartMaps(run.id, layer, channel, all),
  ]);
  // Of very many channels the names alone would make an address too long.
  const whole = all && answer.energies.length > 500;
  const inputs = await fetchMaps(run.id, answer.source, whole ? null : answer.channels);
  return sumOf(answer, pictures(maps), pictures(inputs), whole);
}

/**
 * @param {PartsAnswer} answer
 * @param {Picture[]} maps
 * @param {Picture[]} inputs
 * @param {boolean} whole Whether the inputs are all maps of their layer, not only the chosen ones.
 * @returns {Sum}
 */
function sumOf(answer, maps, inputs, whole) {
  const { source, channels, kernels, energies, first, others, bias } = answer;
  const shares = sharesOf(energies);
  const parts = channels.map((channel, at) => ({
    input: { layer: source, channel, map: inputs[whole ? channel : at] },
    kernel: kernels[at],
    share: shares[channel - first],
    map: maps[at],
  }));
  const left = Math.max(0, 1 - parts.reduce((all, { share }) => all + share, 0));
  const rest = others > 0 ? { count: others, share: left, map: maps[maps.length - 1] } : null;
  return { parts, rest, bias, inputs: energies.length, first };
}

/**
 * What is not known, because it is not finite, counts as all there is.
 *
 * @param {(number | null)[]} energies
 */
function sharesOf(energies) {
  const total = energies.reduce((/** @type {number} */ all, energy) => all + (energy ?? Infinity), 0);
  return energies.map((energy) => (energy === null ? 1 : total > 0 ? energy / total : 0));
}

/**
 * An array as maps, without a copy.
 *
 * @param {Array32} array
 * @param {number} [most]
 * @returns {Picture[]}
 */
function pictures({ shape, values }, most = Infinity) {
  const { channels, height, width } = mapsOf(shape);
  return Array.from({ length: Math.min(channels, most) }, (_, at) => {
    return { values: values.subarray(at * height * width, (at + 1) * height * width), height, width };
  });
}
