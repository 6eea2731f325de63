/**
 * Where values lie along an axis, and at which of them to put a line.
 *
 * @typedef {object} Axis
 * @property {number[]} ticks
 * @property {(value: number) => number} at From a value to a pixel.
 */

/**
 * An axis of equal steps, from one round number to another with all `values` between them.
 *
 * @param {number[]} values
 * @param {[number, number]} pixels Of the lowest and of the highest value.
 * @param {number} [steps] About as many.
 * @returns {Axis}
 */
export function linearAxis(values, pixels, steps = 4) {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const step = roundStep(high - low || 0.01, steps);
  const first = Math.floor(low / step + 1e-9);
  const last = Math.max(Math.ceil(high / step - 1e-9), first + 1);
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
  return { ticks, at: between(ticks[0], ticks[ticks.length - 1], pixels) };
}

/**
 * An axis of equal factors over a power of ten at least, with all `values` within its ends and
 * ticks at 1, 2, 5, 10 …
 *
 * @param {number[]} values
 * @param {[number, number]} pixels
 * @returns {Axis}
 */
export function logAxis(values, pixels) {
  const ends = [Math.log10(Math.min(...values)), Math.log10(Math.max(...values))];
  const room = Math.max(0.1, (1 - ends[1] + ends[0]) / 2);
  const [low, high] = [ends[0] - room, ends[1] + room];
  const at = between(low, high, pixels);
  const steps = high - low > 1.5 ? [1] : [1, 2, 5];
  const ticks = [];
  for (let power = Math.floor(low); power <= high; power += 1) {
    ticks.push(...steps.map((step) => step * 10 ** power));
  }
  const inside = ticks.filter((tick) => Math.log10(tick) >= low && Math.log10(tick) <= high);
  return { ticks: inside, at: (value) => at(Math.log10(value)) };
}

/**
 * @param {number} low
 * @param {number} high
 * @param {[number, number]} pixels
 * @returns {(value: number) => number}
 */
function between(low, high, [start, end]) {
  return (value) => start + ((value - low) / (high - low)) * (end - start);
}

/**
 * The smallest 1, 2 or 5 times a power of ten of which little more than `steps` make the span.
 *
 * @param {number} span
 * @param {number} steps
 */
function roundStep(span, steps) {
  const power = 10 ** Math.floor(Math.log10(span / steps));
  return ([1, 2, 5].find((factor) => span / (factor * power) <= steps + 1) ?? 10) * power;
}
