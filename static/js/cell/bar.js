import { make } from "../dom.js";

/** @import { Palette } from "../colour.js" */

/** Where in a diverging palette its two colours are strong, but not yet dark. */
const [NEGATIVE, POSITIVE] = [56, 199];

/**
 * A bar from a line in the middle: to the right for what is positive, to the left for the rest.
 *
 * @param {number | null} value
 * @param {number} reach The value that fills a half.
 * @param {Palette} palette A diverging one.
 */
export function bar(value, reach, palette) {
  const share = value === null || reach === 0 ? 0 : Math.min(1, Math.abs(value) / reach);
  const fill = make("i");
  const [red, green, blue] = palette.rgb[(value ?? 0) < 0 ? NEGATIVE : POSITIVE];
  Object.assign(fill.style, {
    width: `${share * 50}%`,
    left: (value ?? 0) < 0 ? `${50 - share * 50}%` : "50%",
    background: `rgb(${red} ${green} ${blue})`,
  });
  return make("span", { class: "bar", "aria-hidden": "true" }, fill);
}
