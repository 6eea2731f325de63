import { Cache } from "./cache.js";
import { joined, piecesOf } from "./gridpieces.js";
import { post, request, requestJson } from "./http.js";
import { t } from "./language.js";
import { mapsOf } from "./layers.js";
import { parseNpy } from "./npy.js";

/** @import { Explained } from "./cell/answer.js" */
/** @import { PartsAnswer } from "./unfold/types.js" */
/** @import { WeightsAnswer } from "./weights/types.js" */
/** @import { Array32, Channel, Colormaps, Grid, Layer, LayerName, Models, Run, Scale, Sheet, Uploaded } from "./types.js" */

const MEBIBYTE = 2 ** 20;
/** Parts of a map that are shown one by one unless all are asked for. */
export const MOST_PARTS = 12;
/** @type {Cache<Grid>} */
const grids = new Cache(96 * MEBIBYTE, ({ pixels }) => pixels.byteLength);
/** @type {Cache<Array32>} */
const arrays = new Cache(32 * MEBIBYTE, ({ values }) => values.byteLength);
/** @type {Cache<Sheet>} */
const sheets = new Cache(6, () => 1);
/** @type {Cache<unknown>} */
const answers = new Cache(1000, () => 1);
/** @type {Cache<Explained>} */
const cells = new Cache(300, () => 1);

/** Forget every answer: the ids of runs do not say which of them are of one photo. */
export function forgetAnswers() {
  for (const cache of [grids, arrays, sheets, answers, cells]) cache.clear();
}

/**
 * @template T
 * @param {string} path
 * @returns {Promise<T>}
 */
export function remembered(path) {
  return /** @type {Promise<T>} */ (answers.get(path, () => requestJson(path)));
}

/** @param {string} name */
export const layerPath = (name) => encodeURIComponent(name);

/** @returns {Promise<Colormaps>} */
export function fetchColormaps() {
  return remembered("/colormaps");
}

/**
 * @param {string} [q] Only networks with this in their id or name.
 * @returns {Promise<Models>}
 */
export function fetchModels(q) {
  return requestJson(q ? `/models?q=${encodeURIComponent(q)}` : "/models");
}

/**
 * @param {string} model
 * @param {string} image
 * @param {AbortSignal} signal
 * @returns {Promise<Run>}
 */
export function startRun(model, image, signal) {
  return requestJson("/runs", { ...post({ model, image }), signal });
}

/**
 * The strongest maps of every layer.
 *
 * @param {string} run
 * @param {number} maps
 * @param {number} size Longest side of a map, in pixels.
 * @returns {Promise<Sheet>}
 */
export function fetchSheet(run, maps, size) {
  const path = `/runs/${run}/sheet?maps=${maps}&size=${size}`;
  return sheets.get(path, () => requestJson(path));
}

/**
 * @param {string} run
 * @param {string} layer
 * @returns {Promise<Layer>}
 */
export function fetchLayer(run, layer) {
  return remembered(`/runs/${run}/layers/${layerPath(layer)}`);
}

/**
 * @param {string} run
 * @param {string} layer
 * @param {number} channel
 * @returns {Promise<Channel>}
 */
export function fetchChannel(run, layer, channel) {
  return remembered(`/runs/${run}/layers/${layerPath(layer)}/channels/${channel}`);
}

/**
 * All maps of a layer as levels, none larger than it is drawn.
 *
 * @param {string} run
 * @param {LayerName} layer
 * @param {Scale} scale
 * @param {number} side Longest side of a map as it is drawn, in CSS pixels.
 * @returns {Promise<Grid>}
 */
export function fetchGrid(run, { name, shape }, scale, side) {
  const size = Math.round(side * devicePixelRatio);
  const path = `/runs/${run}/layers/${layerPath(name)}/maps?format=u8&normalize=${scale}&size=${size}`;
  return gridAt(path, scale, side, mapsOf(shape).channels);
}

/**
 * @param {string} path Of maps as levels.
 * @param {Scale} scale What the levels are spread over.
 * @param {number} side
 * @param {number} [channels] How many maps there are, where that may be too many for one answer.
 * @returns {Promise<Grid>}
 */
export function gridAt(path, scale, side, channels = 1) {
  const read = async (/** @type {string} */ end) => readGrid(await request(path + end), scale);
  return grids.get(path, async () => ({ ...joined(await Promise.all(piecesOf(scale, channels).map(read))), side }));
}

/**
 * One map exactly as the network computed it.
 *
 * @param {string} run
 * @param {string} layer
 * @param {number} channel
 * @returns {Promise<Array32>}
 */
export function fetchMap(run, layer, channel) {
  return fetchMaps(run, layer, [channel]);
}

/**
 * Several maps exactly, or all of a layer.
 *
 * @param {string} run
 * @param {string} layer
 * @param {number[] | null} channels In the order in which they are wanted; null: all.
 * @returns {Promise<Array32>}
 */
export function fetchMaps(run, layer, channels) {
  const chosen = channels ? `&channels=${channels.join(",")}` : "";
  return fetchArray(`/runs/${run}/layers/${layerPath(layer)}/maps?format=npy${chosen}`);
}

/**
 * What each input channel gives to one map of a convolution.
 *
 * @param {string} run
 * @param {string} layer
 * @param {number} channel
 * @param {boolean} all Whether every part is wanted, or only the strongest.
 * @returns {Promise<PartsAnswer>}
 */
export function fetchParts(run, layer, channel, all) {
  return remembered(`${partsPath(run, layer, channel)}?channels=${all ? "all" : MOST_PARTS}`);
}

/**
 * The maps of these parts, and behind them the sum of the others.
 *
 * @param {string} run
 * @param {string} layer
 * @param {number} channel
 * @param {boolean} all
 * @returns {Promise<Array32>}
 */
export function fetchPartMaps(run, layer, channel, all) {
  return fetchArray(`${partsPath(run, layer, channel)}?format=npy&channels=${all ? "all" : MOST_PARTS}`);
}

/**
 * @param {string} run
 * @param {string} layer
 * @param {number} channel
 */
function partsPath(run, layer, channel) {
  return `/runs/${run}/layers/${layerPath(layer)}/maps/${channel}/parts`;
}

/**
 * How one number came about.
 *
 * @param {string} run
 * @param {string} layer
 * @param {[channel: number, y: number, x: number]} cell
 * @returns {Promise<Explained>}
 */
export function fetchCell(run, layer, cell) {
  const path = cellPath(run, layer, cell);
  return cells.get(path, () => requestJson(path));
}

/**
 * How much each pixel of the input moves one number.
 *
 * @param {string} run
 * @param {string} layer
 * @param {[channel: number, y: number, x: number]} cell
 * @returns {Promise<Array32>}
 */
export function fetchField(run, layer, cell) {
  return fetchArray(`${cellPath(run, layer, cell)}/field?format=npy`);
}

/**
 * @param {string} run
 * @param {string} layer
 * @param {[channel: number, y: number, x: number]} cell
 */
function cellPath(run, layer, cell) {
  return `/runs/${run}/layers/${layerPath(layer)}/cells/${cell.join("/")}`;
}

/**
 * Figures of what a layer has learned.
 *
 * @param {string} model
 * @param {string} layer
 * @returns {Promise<WeightsAnswer>}
 */
export function fetchWeights(model, layer) {
  return remembered(weightsPath(model, layer));
}

/**
 * The weights exactly, output channels first.
 *
 * @param {string} model
 * @param {string} layer
 * @param {number | null} channel Of one output channel only; null: all.
 * @returns {Promise<Array32>}
 */
export function fetchWeightArray(model, layer, channel) {
  const chosen = channel === null ? "" : `&channel=${channel}`;
  return fetchArray(`${weightsPath(model, layer)}?format=npy${chosen}`);
}

/**
 * @param {string} model
 * @param {string} layer
 */
function weightsPath(model, layer) {
  return `/models/${encodeURIComponent(model)}/layers/${layerPath(layer)}/weights`;
}

/** @param {string} path Of an array in the format of NumPy. */
export function fetchArray(path) {
  return arrays.get(path, async () => parseNpy(await (await request(path)).arrayBuffer()));
}

/**
 * @param {Blob} file
 * @param {string} name
 * @returns {Promise<Uploaded>}
 */
export async function upload(file, name) {
  const body = new FormData();
  body.append("file", await readWhole(file), name);
  return requestJson("/images", { method: "POST", body });
}

/**
 * A folder, or a file that changed since it was chosen, cannot be read. Found out while sending,
 * that would look like a server that is gone.
 *
 * @param {Blob} file
 */
async function readWhole(file) {
  try {
    return new Blob([await file.arrayBuffer()], { type: file.type });
  } catch {
    throw new Error(t("This file cannot be read. Choose it again."));
  }
}

/**
 * The picture of what a network sees.
 *
 * @param {string} run
 */
export function inputUrl(run) {
  return `/api/v1/runs/${run}/input?format=png`;
}

/** @param {string} image */
export function removeImage(image) {
  return request(`/images/${image}`, { method: "DELETE" });
}

/**
 * @param {string} image
 * @param {number} size Longest side, in pixels.
 */
export function imageUrl(image, size) {
  return `/api/v1/images/${image}?size=${size}`;
}

/**
 * @param {Response} response
 * @param {Scale} scale
 */
async function readGrid(response, scale) {
  /** @param {string} name */
  const numbers = (name) => (response.headers.get(`X-Convscope-${name}`) ?? "").split(",").map(Number);
  const [channels, height, width] = numbers("Shape");
  return {
    channels,
    height,
    width,
    scale,
    minimum: numbers("Minimum"),
    maximum: numbers("Maximum"),
    pixels: new Uint8Array(await response.arrayBuffer()),
  };
}
