import { find } from "../dom.js";
import { Drawing } from "../flow/drawing.js";
import { Ink } from "../ink.js";
import { t } from "../language.js";
import { takesDigits } from "../models.js";
import { formatPercent } from "../numbers.js";
import { drawWithPointer } from "../pen.js";
import { isDigit, isPadOpen, networkOf } from "../pictures.js";

/** @import { Store } from "../store.js" */

/**
 * For networks that read digits, a pad in the photo's place: draw on it, or put one of the ten
 * digits on it.
 *
 * @param {Store} store
 */
export function mountPad(store) {
  const canvas = find("[data-pad]", HTMLCanvasElement);
  const hint = find("[data-pad-hint]", HTMLElement);
  const ink = new Ink(canvas);
  const drawing = new Drawing(store, ink);
  const strokes = drawWithPointer(canvas, ink, {
    begun: () => (hint.hidden = true),
    changed: () => drawing.change(),
  });
  find("[data-pad-switch]", HTMLButtonElement).addEventListener("click", () => {
    const blank = !store.data.blank;
    if (blank) ink.clear();
    store.put({ blank });
  });
  store.on(["models", "model", "image", "blank"], () => showParts(store));
  showPicture(store, drawing, ink, strokes);
  sayAnswer(store);
}

/**
 * Whenever another picture is to be on the pad, put it there, unless it was just drawn there.
 *
 * @param {Store} store
 * @param {Drawing} drawing
 * @param {Ink} ink
 * @param {{count: number}} strokes
 */
function showPicture(store, drawing, ink, strokes) {
  const photo = find("[data-photo-image]", HTMLImageElement);
  let shown = "";
  store.on(["models", "model", "image", "blank"], () => {
    const wanted = isPadOpen(store) && !store.data.blank ? store.view.image : "";
    if (wanted === shown) return;
    shown = wanted;
    if (wanted && wanted === drawing.newest) return;
    drawing.drop();
    const before = strokes.count;
    const put = () => wanted && wanted === shown && before === strokes.count && ink.show(photo);
    // The photo's own panel has its source set by then; a picture that is not there is said there.
    Promise.resolve().then(() => photo.decode()).then(put, () => undefined);
  });
}

/** @param {Store} store */
function showParts(store) {
  const { view, data: { blank } } = store;
  const open = isPadOpen(store);
  find("[data-photo]", HTMLElement).toggleAttribute("data-pad-open", open);
  find("[data-pad]", HTMLCanvasElement).hidden = !open;
  find("[data-pad-hint]", HTMLElement).hidden = !open || !blank;
  const button = find("[data-pad-switch]", HTMLButtonElement);
  button.hidden = !takesDigits(networkOf(store));
  if (!open) button.textContent = t("Draw a digit");
  else if (!blank) button.textContent = t("Clear");
  else button.textContent = isDigit(view.image) ? t("Undo") : t("Back to the photo");
}

/**
 * Say the answer to those who do not see it, once the pen rests.
 *
 * @param {Store} store
 */
function sayAnswer(store) {
  const says = find("[data-pad-says]", HTMLElement);
  store.on(["run", "live", "blank"], () => {
    const { run, live, blank } = store.data;
    if (live || !isPadOpen(store)) return;
    const best = blank || run?.image !== store.view.image ? undefined : run.predictions[0];
    says.textContent = best
      ? t("{name} says {label}, {share}", { name: networkOf(store)?.name ?? "", label: best.label, share: formatPercent(best.probability) })
      : "";
  });
}
