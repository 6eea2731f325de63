import { make } from "../dom.js";
import { t } from "../language.js";
import { formatExact, formatNarrow } from "../numbers.js";
import { inPalette, paintMap } from "../picture.js";
import { groundOf } from "../unfold/signed.js";

/** @import { Matrix } from "./answer.js" */
/** @import { Signed } from "../unfold/signed.js" */

/** From this many columns on numbers are written smaller. */
const DENSE = 4;
/** More columns leave no room for numbers: their colours are seen, the numbers read out. */
const MOST_COLUMNS = 7;

/**
 * A small matrix as numbers on the colours that stand for them.
 *
 * @param {Matrix} matrix
 * @param {Signed} signed
 * @param {{label: string, mark?: (row: number, column: number) => "padding" | "winner" | ""}} options
 */
export function numberTable(matrix, signed, { label, mark = () => "" }) {
  const table = make("table", { class: "matrix", "aria-label": label });
  const columns = matrix[0]?.length ?? 0;
  table.toggleAttribute("data-dense", columns >= DENSE);
  table.toggleAttribute("data-tight", columns > MOST_COLUMNS);
  table.append(...matrix.map((row, y) => make("tr", {}, ...row.map((value, x) => {
    const cell = make("td", { class: mark(y, x), title: value === null ? t("not finite") : formatExact(value) }, value === null ? t("n. f.") : formatNarrow(value));
    if (value === null) cell.classList.add("not-finite");
    else Object.assign(cell.style, groundOf(value, signed));
    return cell;
  }))));
  return table;
}

/**
 * The same as colours alone, as large as a line of text.
 *
 * @param {Matrix} matrix
 * @param {number} side In CSS pixels.
 * @param {Signed} signed
 */
export function swatch(matrix, side, { palette, domain }) {
  const canvas = make("canvas", { class: "swatch", "aria-hidden": "true" });
  const values = matrix.flat().map((value) => value ?? NaN);
  paintMap(canvas, { values, height: matrix.length, width: matrix[0].length }, side, inPalette(palette, domain));
  return canvas;
}
