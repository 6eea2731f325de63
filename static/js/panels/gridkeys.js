import { find } from "../dom.js";
import { t } from "../language.js";
import { shownChannel } from "../layers.js";
import { formatValue } from "../numbers.js";
import { openMap, placeBox } from "./grid.js";

/** @import { Plan } from "./grid.js" */
/** @import { Store } from "../store.js" */

/**
 * Walk the grid with the arrow keys and open a map with Enter or the space bar. The grid is one
 * canvas; a screen reader meets the map under the cursor as the only option of a long list.
 *
 * @param {Store} store
 * @param {HTMLElement} element
 * @param {() => Plan | null} planNow
 */
export function chooseWithKeys(store, element, planNow) {
  let at = -1;
  const show = () => {
    const plan = planNow();
    const focused = element.matches(":focus-visible");
    placeBoxIn(plan, focused ? at : -1);
    if (plan && focused && at >= 0) describe(store, element, plan, at);
  };
  element.addEventListener("focus", () => {
    at = Math.max(0, startOf(store, planNow()));
    show();
  });
  element.addEventListener("blur", show);
  element.addEventListener("keydown", (event) => {
    const plan = planNow();
    if (!plan) return;
    const next = targetOf(event.key, at, plan);
    if (event.key === "Enter" || event.key === " ") openMap(store, plan.order[at]);
    else if (next === null) return;
    else at = next;
    event.preventDefault();
    show();
    find("[data-grid-cursor]", HTMLElement).scrollIntoView({ block: "nearest" });
  });
}

/**
 * @param {Store} store
 * @param {Plan | null} plan
 */
function startOf({ view, data: { details } }, plan) {
  const channel = details && shownChannel(view, details, details);
  return channel === null || !plan ? -1 : plan.order.indexOf(channel);
}

/**
 * @param {string} key
 * @param {number} at
 * @param {Plan} plan
 * @returns {number | null} The position that the key leads to.
 */
export function targetOf(key, at, { layout: { count, columns } }) {
  const targets = /** @type {Record<string, number>} */ ({
    ArrowRight: at + 1, ArrowLeft: at - 1, ArrowDown: at + columns, ArrowUp: at - columns, Home: 0, End: count - 1,
  });
  if (!(key in targets)) return null;
  const target = targets[key];
  return target < 0 || target >= count ? at : target;
}

/**
 * @param {Plan | null} plan
 * @param {number} at
 */
function placeBoxIn(plan, at) {
  const cursor = find("[data-grid-cursor]", HTMLElement);
  if (plan) placeBox(cursor, plan.layout, at);
  else cursor.hidden = true;
}

/**
 * @param {Store} store
 * @param {HTMLElement} element
 * @param {Plan} plan
 * @param {number} at
 */
function describe({ data: { details } }, element, { order, layout }, at) {
  const figures = details?.channels[order[at]];
  if (!figures) return;
  const option = find("[data-grid-option]", HTMLElement);
  const { minimum, mean, maximum, dead } = figures;
  const values = { channel: order[at], minimum: formatValue(minimum), mean: formatValue(mean), maximum: formatValue(maximum) };
  option.hidden = false;
  option.textContent = dead
    ? t("Channel {channel}, zero everywhere", values)
    : t("Channel {channel}, minimum {minimum}, mean {mean}, maximum {maximum}", values);
  option.ariaPosInSet = String(at + 1);
  option.ariaSetSize = String(layout.count);
  element.setAttribute("aria-activedescendant", option.id);
}
