import { find } from "../dom.js";
import { paintField, shownField } from "../effective.js";
import { drawFramed } from "../framed.js";
import { t } from "../language.js";
import { formatCount } from "../numbers.js";
import { currentExplained } from "../unfold/current.js";
import { MAP_SIDE } from "./exactmap.js";

/** @import { Explained, Patch } from "../cell/answer.js" */
/** @import { Run } from "../types.js" */
/** @import { Store } from "../store.js" */

/**
 * What the number can see: its receptive field, framed on the part of the photo that the network was
 * given, and if it is wanted how much each pixel of it matters.
 *
 * @param {Store} store
 */
export function mountSees(store) {
  const photo = find("[data-photo-image]", HTMLImageElement);
  const canvas = find("[data-sees-photo]", HTMLCanvasElement);
  let drawn = "";
  const drawPhoto = () => {
    const { run } = store.data;
    const wanted = `${run?.id} ${devicePixelRatio}`;
    if (!run || wanted === drawn) return;
    drawn = drawFramed(store, photo, canvas, inputSize(run)) ? wanted : "";
    if (!drawn) canvas.getContext("2d")?.clearRect(0, 0, canvas.width, canvas.height); // of another run
  };
  store.on(["unfold"], drawPhoto);
  // It takes longer than all else when a map is unfolded.
  store.on(["run"], () => (store.view.unfold ? drawPhoto() : whenIdle(drawPhoto)));
  photo.addEventListener("load", () => {
    drawn = "";
    whenIdle(drawPhoto);
  });
  store.on(["unfold", "explained"], () => showField(store));
  store.on(["unfold", "map", "effective", "field", "palettes", "theme"], () => showEffective(store));
}

/** @param {() => void} task */
function whenIdle(task) {
  if ("requestIdleCallback" in window) requestIdleCallback(task);
  else setTimeout(task, 500);
}

/** @param {Run} run */
function inputSize({ input: { height, width } }) {
  const factor = (MAP_SIDE * devicePixelRatio) / Math.max(height, width);
  return { height: Math.round(height * factor), width: Math.round(width * factor) };
}

/** @param {Store} store */
function showField(store) {
  const explained = currentExplained(store);
  const { run } = store.data;
  if (!explained || !run) return;
  const { input } = explained.field;
  const box = find("[data-sees-field]", HTMLElement);
  box.hidden = input === null;
  find("[data-sees-words]", HTMLElement).textContent = input ? wordsOf(input, run) : wordsOfNone(explained);
  if (!input) return;
  const percent = (/** @type {number} */ part, /** @type {number} */ whole) => `${(part / whole) * 100}%`;
  const { height, width } = run.input;
  Object.assign(box.style, {
    left: percent(input.columns[0], width),
    top: percent(input.rows[0], height),
    width: percent(input.columns[1] - input.columns[0] + 1, width),
    height: percent(input.rows[1] - input.rows[0] + 1, height),
  });
}

/** @param {Explained} explained */
function wordsOfNone({ operands }) {
  return operands.kind === "moved" && operands.source.layer === null
    ? t("It sees no pixel: it is padding.")
    : t("Which pixels it sees is not known: an operation on the way does not tell what it reads.");
}

/**
 * @param {Patch} field
 * @param {Run} run
 */
function wordsOf(field, { input: { height, width } }) {
  const tall = field.rows[1] - field.rows[0] + 1;
  const wide = field.columns[1] - field.columns[0] + 1;
  const all = { height: formatCount(height), width: formatCount(width) };
  if (tall === height && wide === width) return t("It sees all {height}×{width} pixels of the input.", all);
  return t("It sees {tall}×{wide} of {height}×{width} pixels.", { ...all, tall: formatCount(tall), wide: formatCount(wide) });
}

/** @param {Store} store */
function showEffective(store) {
  if (!store.view.unfold) return;
  const canvas = find("[data-sees-effective]", HTMLCanvasElement);
  const legend = find("[data-sees-legend]", HTMLElement);
  const field = shownField(store);
  canvas.hidden = field === null;
  legend.replaceChildren();
  if (field) paintField(store, canvas, legend, field, MAP_SIDE);
}
