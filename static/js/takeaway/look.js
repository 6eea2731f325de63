import { colouringOf } from "../colouring.js";
import { fitWhole } from "../paint.js";
import { mapsOf } from "../layers.js";
import { MAP_SIDE } from "../panels/exactmap.js";
import { layoutOf } from "../panels/grid.js";

/** @import { Grid, Layer } from "../types.js" */
/** @import { Store } from "../store.js" */
/** @import { Options } from "./items.js" */

/**
 * The colours and the scale of the screen as options of the API. There too a diverging palette has
 * zero in its middle; any other begins at zero where all values lie above it.
 *
 * @param {Store} store
 * @param {Layer} details
 * @returns {Options | null} Null until the palettes have come.
 */
export function coloursOf(store, { statistics }) {
  const colouring = colouringOf(store);
  if (!colouring) return null;
  const { palette } = colouring;
  const { scale } = store.view;
  const raised = scale === "layer" && !palette.diverging && (statistics.minimum ?? 0) > 0;
  return { normalize: raised ? "zero" : scale, colormap: palette.name };
}

/**
 * The size of the large map: as an option, and in pixels of the picture.
 *
 * @param {Layer} details
 */
export function mapSize({ shape }) {
  const { height, width } = mapsOf(shape);
  const drawn = fitWhole(height, width, Math.round(MAP_SIDE * devicePixelRatio));
  /** @type {Options} */
  const options = drawn.height === height ? {} : { size: Math.max(drawn.height, drawn.width) };
  return { ...drawn, options };
}

/** What the server leaves between maps, in pixels. */
const GAP = 2;

/**
 * The size and the columns of the grid: as options, and in pixels of the picture.
 *
 * @param {Store} store
 * @param {Grid} grid
 * @param {number} available Width of the grid in CSS pixels.
 */
export function gridSize({ view, data: { theme } }, grid, available) {
  const layout = layoutOf(grid, view.size, available);
  const columns = Math.min(layout.columns, layout.count);
  const { height, width } = layout.cell;
  /** @type {Options} */
  const options = { size: Math.max(height, width), columns };
  if (theme === "dark") options.gap = "dark";
  return {
    height: layout.rows * (height + GAP) - GAP,
    width: columns * (width + GAP) - GAP,
    options,
  };
}
