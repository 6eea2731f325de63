import { find } from "../dom.js";
import { placeBox } from "../panels/grid.js";
import { drawBand } from "../panels/gridband.js";
import { targetOf } from "../panels/gridkeys.js";
import { shownChannel } from "./order.js";
import { planOf } from "./plan.js";
import { describe, wordsOfColumn } from "./words.js";

/** @import { Plan } from "../panels/grid.js" */
/** @import { ColumnName, CompareStore } from "./types.js" */

/**
 * One of the three grids. They lie in one box that scrolls; what one of them points at or chooses,
 * the others mark as well, because all of them follow the same state.
 *
 * @param {CompareStore} store
 * @param {ColumnName} name
 */
export function mountColumn(store, name) {
  const column = find(`[data-column="${name}"]`, HTMLElement);
  const element = find("[data-column-grid]", HTMLElement, column);
  const canvas = find("[data-column-canvas]", HTMLCanvasElement, column);
  /** @type {Plan | null} */
  let plan = null;
  const draw = () => plan && drawBand(canvas, plan);
  const mark = () => showMarks(store, column, plan);
  const replan = () => {
    plan = planOf(store, name, column.clientWidth);
    element.hidden = plan === null;
    showWords(store, column, name);
    if (!plan) return;
    element.style.height = `${plan.layout.height / devicePixelRatio}px`;
    draw();
    mark();
  };
  store.on(["shown", "palettes", "theme", "sort", "scale"], replan);
  store.on(["channel", "at"], mark);
  new ResizeObserver(replan).observe(column);
  document.addEventListener("scroll", draw, { capture: true, passive: true });
  pointAt(store, element, () => plan);
  walk(store, element, name, () => plan);
}

/**
 * @param {CompareStore} store
 * @param {HTMLElement} element
 * @param {() => Plan | null} planNow
 */
function pointAt(store, element, planNow) {
  /** @param {MouseEvent} event */
  const under = ({ clientX, clientY }) => {
    const plan = planNow();
    const { left, top } = element.getBoundingClientRect();
    const at = plan?.layout.at((clientX - left) * devicePixelRatio, (clientY - top) * devicePixelRatio) ?? null;
    return at === null ? null : (plan?.order[at] ?? null);
  };
  element.addEventListener("pointermove", (event) => store.put({ at: under(event) }));
  element.addEventListener("pointerleave", () => store.put({ at: null }));
  element.addEventListener("click", (event) => {
    const channel = under(event);
    if (channel !== null) choose(store, channel);
  });
}

/**
 * The arrows walk from map to map, Enter and the space bar choose.
 *
 * @param {CompareStore} store
 * @param {HTMLElement} element
 * @param {ColumnName} name
 * @param {() => Plan | null} planNow
 */
function walk(store, element, name, planNow) {
  /** @param {number} channel */
  const go = (channel) => {
    store.put({ at: channel });
    describe(store, element, name, channel);
    find("[data-column-cursor]", HTMLElement, element).scrollIntoView({ block: "nearest" });
  };
  element.addEventListener("focus", () => {
    const channel = shownChannel(store);
    if (channel !== null && element.matches(":focus-visible")) go(channel);
  });
  element.addEventListener("blur", () => store.put({ at: null }));
  element.addEventListener("keydown", (event) => {
    const plan = planNow();
    const at = plan?.order.indexOf(store.data.at ?? shownChannel(store) ?? -1) ?? -1;
    if (!plan || at < 0) return;
    const target = targetOf(event.key, at, plan);
    if (event.key === "Enter" || event.key === " ") choose(store, plan.order[at]);
    else if (target === null) return;
    else go(plan.order[target]);
    event.preventDefault();
  });
}

/**
 * @param {CompareStore} store
 * @param {number} channel
 */
function choose(store, channel) {
  store.show({ channel, cell: null });
}

/**
 * @param {CompareStore} store
 * @param {HTMLElement} column
 * @param {Plan | null} plan
 */
function showMarks(store, column, plan) {
  if (!plan) return;
  const place = (/** @type {string} */ selector, /** @type {number | null} */ channel) =>
    placeBox(find(selector, HTMLElement, column), plan.layout, channel === null ? -1 : plan.order.indexOf(channel));
  place("[data-column-selected]", shownChannel(store));
  place("[data-column-cursor]", store.data.at);
}

/**
 * What stands in place of a grid.
 *
 * @param {CompareStore} store
 * @param {HTMLElement} column
 * @param {ColumnName} name
 */
function showWords(store, column, name) {
  const place = find("[data-column-words]", HTMLElement, column);
  const words = wordsOfColumn(store, name);
  place.hidden = words === null;
  place.replaceChildren(...(words ?? []));
}
