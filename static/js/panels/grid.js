import { tableOf } from "../colour.js";
import { colouringOf } from "../colouring.js";
import { find, markPainted } from "../dom.js";
import { GridLayout } from "../gridlayout.js";
import { isSingle, shownChannel, sortChannels } from "../layers.js";
import { fitWhole, GAP_WORDS } from "../paint.js";
import { drawBand } from "./gridband.js";
import { chooseWithKeys } from "./gridkeys.js";

/** @import { Layer, Sort } from "../types.js" */
/** @import { Store } from "../store.js" */

const GAP = 2;

/**
 * What a grid is drawn from.
 *
 * @typedef {object} Plan
 * @property {GridLayout} layout
 * @property {number[]} order The channel at each position.
 * @property {import("../types.js").Grid} grid
 * @property {string} layer
 * @property {Sort} sort
 * @property {Set<number>} dead
 * @property {Map<number, number | null> | null} single The value of each channel that has only one.
 * @property {(channel: number) => Uint32Array} table Colour of each level.
 * @property {number} between Colour of the gaps.
 */

/**
 * All maps of the chosen layer on one canvas, of which only the part in sight is drawn.
 *
 * @param {Store} store
 */
export function mountGrid(store) {
  const element = find("[data-grid]", HTMLElement);
  const canvas = find("[data-grid-canvas]", HTMLCanvasElement);
  /** @type {Plan | null} */
  let plan = null;
  const draw = () => plan && drawBand(canvas, plan);
  const replan = () => {
    plan = planOf(store, element.clientWidth, plan);
    if (!plan) return;
    element.style.height = `${plan.layout.height / devicePixelRatio}px`;
    draw();
    showSelected(store, plan);
  };
  store.on(["grid", "details", "palettes", "theme", "colormap", "sort", "scale", "live"], replan);
  store.on(["grid"], () => markPainted("grid"));
  startAtTheTop(store);
  store.on(["channel"], () => plan && showSelected(store, plan));
  onNewWidth(element, replan);
  document.addEventListener("scroll", draw, { capture: true, passive: true });
  element.addEventListener("click", (event) => {
    const at = plan && positionUnder(event, element, plan);
    if (plan && at !== null) openMap(store, plan.order[at]);
  });
  frameOnHover(element, () => plan);
  chooseWithKeys(store, element, () => plan);
}

/**
 * @param {HTMLElement} element
 * @param {() => void} listener
 */
function onNewWidth(element, listener) {
  let width = element.clientWidth;
  new ResizeObserver(([entry]) => {
    if (entry.contentRect.width === width) return;
    width = entry.contentRect.width;
    listener();
  }).observe(element);
}

/**
 * Another layer is seen from its first map. To ask where the grid stands costs a layout, so that
 * is remembered.
 *
 * @param {Store} store
 */
function startAtTheTop(store) {
  const scroller = find(".grid-scroll", HTMLElement);
  let moved = false;
  scroller.addEventListener("scroll", () => (moved = scroller.scrollTop > 0), { passive: true });
  store.on(["layer"], () => moved && scroller.scrollTo(0, 0));
}

/**
 * @param {MouseEvent} event
 * @param {HTMLElement} element
 * @param {Plan} plan
 */
function positionUnder({ clientX, clientY }, element, { layout }) {
  const { left, top } = element.getBoundingClientRect();
  return layout.at((clientX - left) * devicePixelRatio, (clientY - top) * devicePixelRatio);
}

/**
 * Frame the map under the pointer: it can be opened.
 *
 * @param {HTMLElement} element
 * @param {() => Plan | null} planNow
 */
function frameOnHover(element, planNow) {
  const frame = find("[data-grid-hover]", HTMLElement);
  element.addEventListener("pointermove", (event) => {
    const plan = planNow();
    if (plan) placeBox(frame, plan.layout, positionUnder(event, element, plan) ?? -1);
  });
  element.addEventListener("pointerleave", () => (frame.hidden = true));
}

/**
 * @param {Store} store
 * @param {number} channel
 */
export function openMap(store, channel) {
  const layer = store.data.details?.name;
  if (!layer) return;
  store.show({ layer, channel, cell: null });
  find("[data-map]", HTMLElement).scrollIntoView({ block: "nearest" });
}

/**
 * @param {Store} store
 * @param {number} available Width in CSS pixels.
 * @param {Plan | null} before
 * @returns {Plan | null}
 */
function planOf(store, available, before) {
  const { grid, details } = store.data;
  const colouring = colouringOf(store);
  if (!grid || !details || !colouring || available === 0) return null;
  return {
    grid,
    layer: details.name,
    sort: store.view.sort,
    layout: layoutOf(grid, store.view.size, available),
    between: GAP_WORDS[store.data.theme],
    order: orderOf(store, details, before),
    dead: new Set(details.channels.filter(({ dead }) => dead).map(({ channel }) => channel)),
    single: isSingle(details.shape) ? new Map(details.channels.map(({ channel, mean }) => [channel, mean])) : null,
    table: tables((channel) => {
      const own = grid.minimum.length > 1 ? channel : 0;
      return tableOf(colouring.palette, colouring.domain(channel), grid.minimum[own], grid.maximum[own]);
    }, store.view.scale !== "channel" && grid.minimum.length === 1),
  };
}

/**
 * The channels in the order that was asked for. While a drawing grows they stay where they are.
 *
 * @param {Store} store
 * @param {Layer} details
 * @param {Plan | null} before
 */
function orderOf({ view, data: { live } }, { name, channels, shape }, before) {
  const held = live && before?.layer === name && before.sort === view.sort;
  return held ? before.order : sortChannels(channels, view.sort, isSingle(shape));
}

/**
 * @param {import("../types.js").Grid} grid
 * @param {import("../types.js").View["size"]} size
 * @param {number} available Width in CSS pixels.
 */
export function layoutOf({ channels, height, width, side }, size, available) {
  const wanted = size === "auto" ? side : size;
  const cell = fitWhole(height, width, Math.round(wanted * devicePixelRatio));
  const gap = Math.round(GAP * devicePixelRatio);
  return new GridLayout(channels, cell, gap, Math.floor(available * devicePixelRatio));
}

/**
 * Make each channel's table once, or one for all of them.
 *
 * @param {(channel: number) => Uint32Array} build
 * @param {boolean} shared
 */
function tables(build, shared) {
  /** @type {Map<number, Uint32Array>} */
  const built = new Map();
  return (/** @type {number} */ channel) => {
    const key = shared ? 0 : channel;
    const table = built.get(key) ?? build(key);
    built.set(key, table);
    return table;
  };
}

/**
 * @param {Store} store
 * @param {Plan} plan
 */
function showSelected(store, { layout, order }) {
  const { details } = store.data;
  const channel = details && shownChannel(store.view, details, details);
  const at = channel === null ? -1 : order.indexOf(channel);
  placeBox(find("[data-grid-selected]", HTMLElement), layout, at);
}

/**
 * Lay an outline around the map at a position.
 *
 * @param {HTMLElement} element
 * @param {GridLayout} layout
 * @param {number} position Below zero: nowhere.
 */
export function placeBox(element, layout, position) {
  element.hidden = position < 0;
  if (position < 0) return;
  const { left, top, width, height } = layout.box(position);
  const css = (/** @type {number} */ pixels) => `${pixels / devicePixelRatio}px`;
  Object.assign(element.style, { width: css(width), height: css(height), translate: `${css(left)} ${css(top)}` });
}
