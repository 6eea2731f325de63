import { find, markPainted } from "../dom.js";
import { drawFigure } from "../lens/figure.js";
import { openStep } from "../lens/steps.js";
import { tryAgain, wordsOf } from "../problems.js";

/** @import { Store } from "../store.js" */

/**
 * The figure of the open step. What stood there of another photo stays until the new one's words
 * have come; its own numbers then follow.
 *
 * @param {Store} store
 */
export function mountLensFigure(store) {
  const place = find("[data-guide-figure]", HTMLElement);
  /** @type {HTMLElement | null} */
  let drawn = null;
  let failed = false;
  const redraw = () => {
    const open = openStep(store);
    const { run } = store.data;
    if (!open) return place.replaceChildren();
    if (open.lens.run !== run?.id) return;
    if (failed) store.problem("guide", null);
    failed = false;
    place.setAttribute("aria-busy", "true");
    place.dataset.figure = open.step.figure?.kind ?? "";
    drawn = null;
    if (!open.step.figure) {
      place.setAttribute("aria-busy", "false");
      return place.replaceChildren();
    }
    const { element, filled } = drawFigure(store, run, open.step.figure);
    drawn = element;
    place.replaceChildren(element);
    filled.then(
      () => {
        if (drawn !== element) return;
        place.setAttribute("aria-busy", "false");
        markPainted("guide");
      },
      (/** @type {unknown} */ error) => {
        if (drawn !== element) return;
        failed = true;
        store.problem("guide", { text: wordsOf(error), action: tryAgain(redraw) });
      },
    );
  };
  store.on(["lens", "guide", "palettes", "theme"], redraw);
}
