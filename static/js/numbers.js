const whole = new Intl.NumberFormat("en-US");

/** @param {number} value */
export function formatCount(value) {
  return whole.format(value);
}

/**
 * A value in a few characters: three digits that count, and no more than five places.
 *
 * @param {number | null | undefined} value
 */
export function formatValue(value) {
  if (value === null || value === undefined) return "–";
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "+∞" : "−∞";
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 10_000 || size < 0.001) return minus(value.toExponential(1).replace("e+", "e"));
  const places = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
  return minus(value.toFixed(places));
}

/**
 * A value in no more than five characters, for a table without room.
 *
 * @param {number} value
 */
export function formatNarrow(value) {
  const size = Math.abs(value);
  if (!Number.isFinite(value) || value === 0) return formatValue(value);
  if (size >= 10_000 || size < 0.01) return minus(value.toExponential(0).replace("e+", "e"));
  if (value < 0 && size < 1) return minus(value.toFixed(2));
  return formatValue(value);
}

/**
 * A float32 with all the digits that tell it from its neighbours.
 *
 * @param {number} value
 */
export function formatExact(value) {
  if (!Number.isFinite(value)) return formatValue(value);
  for (let digits = 6; digits < 9; digits += 1) {
    const text = value.toPrecision(digits);
    if (Math.fround(Number(text)) === value) return minus(String(Number(text)));
  }
  return minus(String(Number(value.toPrecision(9))));
}

/**
 * @param {number} fraction 0 to 1.
 * @param {number} [places]
 */
export function formatPercent(fraction, places = 0) {
  const percent = fraction * 100;
  const small = 10 ** -places;
  if (percent > 0 && percent < small) return `<${small}%`;
  if (percent < 100 && percent > 100 - small) return `>${100 - small}%`;
  return `${percent.toFixed(places)}%`;
}

/**
 * A large count in words' reach: 4.7 M, 386 k.
 *
 * @param {number} value
 */
export function formatLarge(value) {
  const units = /** @type {const} */ ([[1e9, " G"], [1e6, " M"], [1e3, " k"]]);
  for (const [size, unit] of units) {
    if (value >= size) return `${Number((value / size).toPrecision(3))}${unit}`;
  }
  return whole.format(value);
}

/** @param {number[]} shape */
export function formatShape(shape) {
  return shape.join("×");
}

/** @param {number} milliseconds */
export function formatTime(milliseconds) {
  if (milliseconds >= 1000) return `${(milliseconds / 1000).toFixed(1)} s`;
  return `${milliseconds < 10 ? milliseconds.toFixed(1) : milliseconds.toFixed(0)} ms`;
}

/** @param {string} text */
function minus(text) {
  return text.replaceAll("-", "−");
}
