import { fetchMaps, fetchPartMaps, fetchParts } from "../api.js";
import { ApiError } from "../http.js";
import { mapsOf } from "../layers.js";

/** @import { PartsAnswer, Picture, Sum } from "../unfold/types.js" */
/** @import { Array32, Layer, Run } from "../types.js" */
/** @import { Spoken } from "../shown.js" */

/** Layers of no more values are fetched whole, before it is known which of their maps are wanted. */
const SMALL = 2 ** 18;
/** Of more channels the numbers alone would make an address too long. */
const MOST_NAMED = 500;

/**
 * The map of a convolution as a sum of what its input maps give.
 *
 * @param {Spoken} spoken
 * @param {boolean} all Whether every part is wanted, or only the strongest.
 * @returns {Promise<Sum | null>} Null where the layer computes something else.
 */
export async function fetchSum({ run, layer, map: { channel } }, all) {
  if (layer.kind !== "convolution" || layer.shape.length !== 3 || layer.hooked) return null;
  const early = smallSource(run, layer);
  if (early) fetchMaps(run.id, early, null).catch(() => undefined); // it is asked for again below
  try {
    const [answer, maps] = await Promise.all([
      fetchParts(run.id, layer.name, channel, all),
      fetchPartMaps(run.id, layer.name, channel, all),
    ]);
    const whole = answer.source === early || (all && answer.channels.length > MOST_NAMED);
    const inputs = await fetchMaps(run.id, answer.source, whole ? null : answer.channels);
    return sumOf(answer, pictures(maps), pictures(inputs), whole);
  } catch (error) {
    if (error instanceof ApiError && error.code === "no_parts") return null;
    throw error;
  }
}

/**
 * @param {Run} run
 * @param {Layer} layer
 * @returns {string | null} The layer that is read, if all of it is read and that is not much.
 */
function smallSource({ layers }, { inputs: [name], hyperparameters: { groups } }) {
  const source = layers.find((each) => each.name === name);
  const size = source?.shape.reduce((all, side) => all * side, 1) ?? Infinity;
  return groups === 1 && size <= SMALL ? name : null;
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
export function pictures({ shape, values }, most = Infinity) {
  const { channels, height, width } = mapsOf(shape);
  return Array.from({ length: Math.min(channels, most) }, (_, at) => {
    return { values: values.subarray(at * height * width, (at + 1) * height * width), height, width };
  });
}
