import { find, make } from "../dom.js";
import { t, tNodes } from "../language.js";
import { formatShape, formatValue } from "../numbers.js";
import { chosenOf } from "./chosen.js";
import { orderOf } from "./order.js";

/** @import { ColumnName, CompareStore } from "./types.js" */

/**
 * What stands in place of a column's grid, and the way on; null where there is a grid.
 *
 * @param {CompareStore} store
 * @param {ColumnName} name
 * @returns {(Node | string)[] | null}
 */
export function wordsOfColumn(store, name) {
  const { shown } = store.data;
  if (!shown || shown[name]) return null;
  if (name !== "difference") return [t("This side has nothing to show yet: its photo or its network says why.")];
  const { a, b } = shown;
  if (!a || !b) return [t("There is a difference as soon as both sides have a run.")];
  const said = t("A is {one} and B is {other}: only layers of one shape can be subtracted.", {
    one: formatShape(a.details.shape), other: formatShape(b.details.shape),
  });
  const alike = chosenOf(store)?.alike;
  if (!alike) return [said, " ", t("No layer of B has the shape of A’s.")];
  const button = make("button", { type: "button", class: "link" }, alike);
  button.addEventListener("click", () => store.show({ layer_b: alike, channel: null, cell: null }));
  return [said, " ", ...tNodes("The nearest layer of B with A’s shape is {layer}.", { layer: button })];
}

/**
 * Say which map the keys have reached, for a screen reader that meets one canvas.
 *
 * @param {CompareStore} store
 * @param {HTMLElement} element
 * @param {ColumnName} name
 * @param {number} channel
 */
export function describe(store, element, name, channel) {
  const option = find("[data-column-option]", HTMLElement, element);
  option.hidden = false;
  const order = orderOf(store, name);
  option.textContent = optionOf(store, name, channel);
  option.ariaPosInSet = String(order.indexOf(channel) + 1);
  option.ariaSetSize = String(order.length);
  element.setAttribute("aria-activedescendant", option.id);
}

/**
 * @param {CompareStore} store
 * @param {ColumnName} name
 * @param {number} channel
 */
function optionOf({ data: { shown } }, name, channel) {
  if (name === "difference") {
    const figures = shown?.difference?.figures.channels[channel];
    return t("Channel {channel}, mean difference {mean}, largest {largest}", {
      channel, mean: formatValue(figures?.mean), largest: formatValue(figures?.largest),
    });
  }
  const figures = shown?.[name]?.details.channels[channel];
  return t("Channel {channel}, minimum {minimum}, mean {mean}, maximum {maximum}", {
    channel, minimum: formatValue(figures?.minimum), mean: formatValue(figures?.mean), maximum: formatValue(figures?.maximum),
  });
}
