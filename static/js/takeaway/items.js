import { t, tn } from "../language.js";
import { formatLarge, formatShape } from "../numbers.js";
import { isSingle, mapsOf, shownChannel, shownLayer } from "../layers.js";
import { coloursOf, gridSize, mapSize } from "./look.js";
import { fileName } from "./names.js";

/** @import { Layer, LayerName, Run } from "../types.js" */
/** @import { Store } from "../store.js" */

/** More pixels than these the server does not draw. */
const MOST_PIXELS = 64_000_000;
/** Bytes before the numbers of an `.npy` file, and what a ZIP archive adds for each member. */
const NPY_HEADER = 128;
const MEMBER = 92;
const ARCHIVE = 22;

/**
 * @typedef {Record<string, string | number>} Options Of the API's maps and of `Run.save` alike.
 *
 * @typedef {object} Item Something that can be taken away.
 * @property {string} file Its name.
 * @property {string} path Of the API, below the run.
 * @property {Options} query Of the API.
 * @property {string | null} layer
 * @property {Options} options Of `Run.save`.
 * @property {string} size In a few characters: bytes, pixels or rows.
 * @property {string} words What it is, in a sentence.
 * @property {string} [problem] Why it cannot be had.
 *
 * @typedef {Record<string, Item | undefined>} Items By what and as what, such as `map.png`.
 */

/**
 * All that can be taken away of what is shown; what has not arrived yet is not among it.
 *
 * @param {Store} store
 * @param {number} available Width of the grid in CSS pixels.
 * @returns {Items}
 */
export function itemsOf(store, available) {
  const { view, data: { run, details } } = store;
  if (!run) return {};
  const layer = shownLayer(view, run);
  const arrived = details?.run === run.id && details.name === layer.name;
  return {
    "layer.npy": wholeLayer(run, layer),
    "layer.csv": channelTable(run, layer),
    "run.npz": archive(run),
    "run.csv": layerTable(run),
    ...(arrived ? mapItems(store, run, details) : {}),
    ...(arrived ? gridItem(store, run, details, available) : {}),
  };
}

/**
 * @param {Store} store
 * @param {Run} run
 * @param {Layer} details
 * @returns {Items}
 */
function mapItems(store, run, details) {
  const channel = shownChannel(store.view, details, details);
  const colours = coloursOf(store, details);
  if (channel === null || !colours || isSingle(details.shape)) return {};
  const { height, width } = mapsOf(details.shape);
  const drawn = mapSize(details);
  const channels = { channels: String(channel) };
  return {
    "map.png": maps(run, details, "png", [channel], {
      options: { ...channels, ...colours, ...drawn.options },
      size: pixels(drawn),
      words: t("In the colours and on the scale of the screen."),
    }),
    "map.npy": maps(run, details, "npy", [channel], {
      options: channels,
      size: bytes(NPY_HEADER + 4 * height * width),
      words: t("Float32, exactly as computed: {shape}.", { shape: formatShape([1, height, width]) }),
    }),
  };
}

/**
 * @param {Store} store
 * @param {Run} run
 * @param {Layer} details
 * @param {number} available
 * @returns {Items}
 */
function gridItem(store, run, details, available) {
  const { view, data: { grid } } = store;
  const colours = coloursOf(store, details);
  if (!grid || !colours || available === 0) return {};
  const drawn = gridSize(store, grid, available);
  /** @type {Options} */
  const sort = view.sort === "index" ? {} : { sort: view.sort };
  const item = maps(run, details, "png", ["grid"], {
    options: { ...sort, ...colours, ...drawn.options },
    size: pixels(drawn),
    words: t("As on the screen, without the numbers in the corners."),
  });
  const tooLarge = drawn.height * drawn.width > MOST_PIXELS;
  return { "grid.png": tooLarge ? { ...item, problem: t("Too large for a picture: choose smaller maps.") } : item };
}

/**
 * @param {Run} run
 * @param {LayerName} layer
 */
function wholeLayer(run, layer) {
  return maps(run, layer, "npy", [], {
    options: {},
    size: bytes(NPY_HEADER + 4 * countOf(layer)),
    words: t("Float32, exactly as computed: {shape}.", { shape: formatShape(layer.shape) }),
  });
}

/**
 * @param {Run} run
 * @param {LayerName} layer
 * @returns {Item}
 */
function channelTable(run, { name, shape }) {
  const { channels } = mapsOf(shape);
  return {
    file: fileName(run, "csv", name),
    path: `/layers/${encodeURIComponent(name)}`,
    query: { format: "csv" },
    layer: name,
    options: {},
    size: rows(channels),
    words: t("Figures of every channel, from its minimum to its zeros."),
  };
}

/**
 * @param {Run} run
 * @returns {Item}
 */
function archive(run) {
  const members = run.layers.map((layer) =>
    NPY_HEADER + 4 * countOf(layer) + MEMBER + 2 * `${layer.name}.npy`.length);
  return {
    file: fileName(run, "npz"),
    path: "/arrays.npz",
    query: {},
    layer: null,
    options: {},
    size: bytes(members.reduce((sum, each) => sum + each, ARCHIVE)),
    words: t("All {count} outputs, exactly as computed, for numpy.load.", { count: run.layers.length }),
  };
}

/**
 * @param {Run} run
 * @returns {Item}
 */
function layerTable(run) {
  return {
    file: fileName(run, "csv"),
    path: "/layers",
    query: { format: "csv" },
    layer: null,
    options: {},
    size: rows(run.layers.length),
    words: t("Figures of every layer, its shape and its costs."),
  };
}

/**
 * Some of a layer's output itself.
 *
 * @param {Run} run
 * @param {LayerName} layer
 * @param {string} format
 * @param {(string | number)[]} parts Of the file's name, behind the layer's.
 * @param {Pick<Item, "options" | "size" | "words">} rest
 * @returns {Item}
 */
function maps(run, { name }, format, parts, rest) {
  return {
    file: fileName(run, format, name, ...parts),
    path: `/layers/${encodeURIComponent(name)}/maps`,
    query: { format, ...rest.options },
    layer: name,
    ...rest,
  };
}

/** @param {LayerName} layer */
function countOf({ shape }) {
  return shape.reduce((product, side) => product * side, 1);
}

/** @param {number} count */
function bytes(count) {
  return count < 1000 ? `${count} B` : `${formatLarge(count)}B`;
}

/** @param {{height: number, width: number}} picture */
function pixels({ height, width }) {
  return `${width}×${height} px`;
}

/** @param {number} count */
function rows(count) {
  return tn("{count} row", "{count} rows", count);
}
