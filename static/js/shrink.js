/**
 * A map whose longest side is at most `side` pixels, each the mean of the cells that it covers; a
 * smaller map is left as it is. What is not finite stays so in every pixel that it touches.
 *
 * @param {ArrayLike<number>} values Row by row.
 * @param {{height: number, width: number}} size
 * @param {number} side
 * @returns {{values: ArrayLike<number>, height: number, width: number}}
 */
export function shrink(values, { height, width }, side) {
  const longest = Math.max(height, width);
  if (longest <= side) return { values, height, width };
  const wide = Math.max(1, Math.round((width * side) / longest));
  const tall = Math.max(1, Math.round((height * side) / longest));
  const narrow = alongRows(values, height, width, wide);
  return { values: alongColumns(narrow, height, wide, tall), height: tall, width: wide };
}

/**
 * @param {ArrayLike<number>} values
 * @param {number} height
 * @param {number} width
 * @param {number} wide
 */
function alongRows(values, height, width, wide) {
  const { first, count, shares, most } = partsOf(width, wide);
  const result = new Float64Array(height * wide);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < wide; x += 1) {
      const from = y * width + first[x];
      let sum = 0;
      for (let part = 0; part < count[x]; part += 1) sum += values[from + part] * shares[x * most + part];
      result[y * wide + x] = sum;
    }
  }
  return result;
}

/**
 * @param {Float64Array} values
 * @param {number} height
 * @param {number} width
 * @param {number} tall
 */
function alongColumns(values, height, width, tall) {
  const { first, count, shares, most } = partsOf(height, tall);
  const result = new Float64Array(tall * width);
  for (let y = 0; y < tall; y += 1) {
    for (let part = 0; part < count[y]; part += 1) {
      const from = (first[y] + part) * width;
      const share = shares[y * most + part];
      for (let x = 0; x < width; x += 1) result[y * width + x] += values[from + x] * share;
    }
  }
  return result;
}

/**
 * For each pixel along an axis the cells that it covers, and which share of it each of them fills:
 * `count` cells from `first` on. In flat arrays, since whoever opens a map waits for this.
 *
 * @typedef {{first: Int32Array, count: Int32Array, shares: Float64Array, most: number}} Covered
 *   `shares` has `most` places for each pixel.
 */

/** @type {Map<string, Covered>} */
const known = new Map();

/**
 * @param {number} cells
 * @param {number} pixels Fewer than cells.
 * @returns {Covered}
 */
function partsOf(cells, pixels) {
  const key = `${cells} ${pixels}`;
  const covered = known.get(key) ?? coveredBy(cells, pixels);
  known.set(key, covered);
  return covered;
}

/**
 * @param {number} cells
 * @param {number} pixels
 * @returns {Covered}
 */
function coveredBy(cells, pixels) {
  const length = cells / pixels;
  const most = Math.ceil(length) + 1;
  const [first, count] = [new Int32Array(pixels), new Int32Array(pixels)];
  const shares = new Float64Array(pixels * most);
  for (let pixel = 0; pixel < pixels; pixel += 1) {
    const [start, end] = [pixel * length, (pixel + 1) * length].map(toWhole);
    first[pixel] = Math.floor(start);
    for (let cell = first[pixel]; cell < end; cell += 1) {
      shares[pixel * most + count[pixel]] = (Math.min(end, cell + 1) - Math.max(start, cell)) / length;
      count[pixel] += 1;
    }
  }
  return { first, count, shares, most };
}

/**
 * Rounding must not make a cell covered by nothing: one that is not finite would colour its pixel.
 *
 * @param {number} place
 */
function toWhole(place) {
  const whole = Math.round(place);
  return Math.abs(place - whole) < 1e-9 ? whole : place;
}
