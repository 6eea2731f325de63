import { Cache } from "./cache.js";
import { post, request, requestJson } from "./http.js";
import { parseNpy } from "./npy.js";

/** @import { Array32, Channel, Colormaps, Grid, Layer, Models, Run, Scale, Sheet, Uploaded } from "./types.js" */

const MEBIBYTE = 2 ** 20;
/** @type {Cache<Grid>} */
const grids = new Cache(96 * MEBIBYTE, ({ pixels }) => pixels.byteLength);
/** @type {Cache<Array32>} */
const arrays = new Cache(16 * MEBIBYTE, ({ values }) => values.byteLength);
/** @type {Cache<Sheet>} */
const sheets = new Cache(6, () => 1);
/** @type {Cache<unknown>} */
const answers = new Cache(1000, () => 1);

/** Forget every answer: the ids of runs do not say which of them are of one photo. */
export function forgetAnswers() {
  for (const cache of [grids, arrays, sheets, answers]) cache.clear();
}

/**
 * @template T
 * @param {string} path
 * @returns {Promise<T>}
 */
function remembered(path) {
  return /** @type {Promise<T>} */ (answers.get(path, () => requestJson(path)));
}

/** @param {string} name */
const layerPath = (name) => encodeURIComponent(name);

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
 * @param {string} layer
 * @param {Scale} scale
 * @param {number} side Longest side of a map as it is drawn, in CSS pixels.
 * @returns {Promise<Grid>}
 */
export function fetchGrid(run, layer, scale, side) {
  const size = Math.round(side * devicePixelRatio);
  const path = `/runs/${run}/layers/${layerPath(layer)}/maps?format=u8&normalize=${scale}&size=${size}`;
  return grids.get(path, async () => ({ ...(await readGrid(await request(path), scale)), side }));
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
  const path = `/runs/${run}/layers/${layerPath(layer)}/maps?format=npy&channels=${channel}`;
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
    throw new Error("This file cannot be read. Choose it again.");
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
