/**
 * Where each map of a grid lies, in device pixels: rows filled from the left, gaps between maps.
 */
export class GridLayout {
  /**
   * @param {number} count
   * @param {{height: number, width: number}} cell
   * @param {number} gap
   * @param {number} available The width of the grid.
   */
  constructor(count, cell, gap, available) {
    this.count = count;
    this.cell = cell;
    this.gap = gap;
    this.columns = Math.max(1, Math.floor((available + gap) / (cell.width + gap)));
    this.rows = Math.ceil(count / this.columns);
    this.height = Math.max(0, this.rows * (cell.height + gap) - gap);
  }

  /** @param {number} position */
  box(position) {
    const row = Math.floor(position / this.columns);
    const column = position % this.columns;
    return {
      left: column * (this.cell.width + this.gap),
      top: row * (this.cell.height + this.gap),
      ...this.cell,
    };
  }

  /**
   * @param {number} x
   * @param {number} y
   * @returns {number | null} The position of the map at a point, or null outside of all.
   */
  at(x, y) {
    const column = Math.floor(x / (this.cell.width + this.gap));
    const row = Math.floor(y / (this.cell.height + this.gap));
    const position = row * this.columns + column;
    const inside = x >= 0 && y >= 0 && column < this.columns && position < this.count;
    return inside ? position : null;
  }

  /**
   * The positions, first and one past the last, of the maps between two heights.
   *
   * @param {number} top
   * @param {number} bottom
   */
  between(top, bottom) {
    const pitch = this.cell.height + this.gap;
    const first = Math.max(0, Math.floor(top / pitch)) * this.columns;
    const last = Math.min(this.rows, Math.ceil(bottom / pitch)) * this.columns;
    return { first: Math.min(first, this.count), last: Math.min(last, this.count) };
  }
}
