import { find } from "../dom.js";
import { drawAtWidth, ruler } from "./frame.js";
import { drawLines } from "./lines.js";

/** @import { Series } from "./lines.js" */

/** Every line chart of the page, from the table under it. */
export function mountCharts() {
  for (const figure of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-chart]"))) {
    const table = find("table", HTMLTableElement, figure);
    const place = find("[data-canvas]", HTMLElement, figure);
    const title = find("h4", HTMLElement, figure).textContent;
    const { across, places, series } = readTable(table);
    drawAtWidth(place, (width) => {
      place.replaceChildren(drawLines({ width, title, across, places, series, measure: ruler(place, 600) }));
    });
  }
}

/**
 * The columns of a table: the first names the places along the lower edge, each other is a line.
 *
 * @param {HTMLTableElement} table
 * @returns {{across: string, places: string[], series: Series[]}}
 */
function readTable(table) {
  const [first, ...headings] = table.rows[0].cells;
  const rows = [...table.tBodies[0].rows];
  const series = headings.map((heading, index) => ({
    words: heading.textContent,
    hue: heading.dataset.hue ?? "other",
    dashed: heading.dataset.dashed !== undefined,
    values: rows.map((row) => Number(row.cells[index + 1].dataset.value)),
  }));
  return { across: first.textContent, places: rows.map((row) => row.cells[0].textContent), series };
}
