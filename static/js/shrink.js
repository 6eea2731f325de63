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
  const parts = partsOf(width, wide);
  const result = new Float64Array(height * wide);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < wide; x += 1) {
      let sum = 0;
      for (const [cell, share] of parts[x]) sum += values[y * width + cell] * share;
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
  const result = new Float64Array(tall * width);
  partsOf(height, tall).forEach((parts, y) => {
    for (const [cell, share] of parts) {
      for (let x = 0; x < width; x += 1) result[y * width + x] += values[cell * width + x] * share;
    }
  });
  return result;
}

/**
 * For each pixel along an axis the cells that it covers, and which share of it each of them fills.
 *
 * @param {number} cells
 * @param {number} pixels Fewer than cells.
 * @returns {[cell: number, share: number][][]}
 */
function partsOf(cells, pixels) {
  const length = cells / pixels;
  return Array.from({ length: pixels }, (_, pixel) => {
    const start = pixel * length;
    const end = Math.min(cells, start + length);
    /** @type {[number, number][]} */
    const parts = [];
    for (let cell = Math.floor(start); cell < end; cell += 1) {
      const share = (Math.min(end, cell + 1) - Math.max(start, cell)) / length;
      if (share > 1e-9) parts.push([cell, share]);
    }
    return parts;
  });
}
