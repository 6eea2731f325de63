import { barsFigure } from "./bars.js";
import { comparedFigure } from "./compared.js";
import { curvesFigure } from "./curves.js";
import { droppedFigure } from "./dropped.js";
import { gateFigure } from "./gate.js";
import { ledgersFigure } from "./ledgers.js";
import { mapsFigure } from "./maps.js";
import { originsFigure } from "./origins.js";
import { picturesFigure } from "./pictures.js";
import { spansFigure } from "./spans.js";

/** @import { Run } from "../types.js" */
/** @import { Store } from "../store.js" */
/** @import { Figure } from "./types.js" */

/**
 * A step's figure. What has to be fetched for it comes later, in a place that is kept for it.
 *
 * @param {Store} store
 * @param {Run} run
 * @param {Figure} figure
 * @returns {{element: HTMLElement, filled: Promise<unknown>}}
 */
export function drawFigure(store, run, figure) {
  switch (figure.kind) {
    case "maps": return mapsFigure(store, run.id, figure);
    case "origins": return originsFigure(store, run, figure);
    case "ledgers": return ledgersFigure(figure);
    case "dropped": return droppedFigure(store, run, figure);
    case "bars": return atOnce(barsFigure(store, figure));
    case "spans": return atOnce(spansFigure(store, figure));
    case "pictures": return atOnce(picturesFigure(store, figure));
    case "gate": return atOnce(gateFigure(store, figure));
    case "curves": return atOnce(curvesFigure(figure));
    case "compared": return atOnce(comparedFigure(figure));
  }
}

/** @param {HTMLElement} element */
function atOnce(element) {
  return { element, filled: Promise.resolve() };
}
