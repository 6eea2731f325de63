import { find, make, mark } from "../dom.js";
import { kindName } from "../kinds.js";
import { t, tn } from "../language.js";
import { isSingle, mapsOf, shownLayer } from "../layers.js";
import { formatCount, formatLarge, formatPercent, formatShape } from "../numbers.js";
import { explain } from "../words.js";
import { showHistogram } from "./histogram.js";

/** @import { Layer, LayerName } from "../types.js" */
/** @import { Store } from "../store.js" */

/**
 * The chosen layer: what it is called, what it does, and its figures.
 *
 * @param {Store} store
 */
export function mountLayer(store) {
  store.on(["run", "layer"], () => showHead(store));
  store.on(["details"], () => showDetails(store));
  for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("[data-step]"))) {
    button.addEventListener("click", () => {
      const next = neighbour(store, Number(button.dataset.step));
      if (next) store.show({ layer: next.name, channel: null, cell: null });
    });
    store.on(["run", "layer"], () => {
      button.disabled = !neighbour(store, Number(button.dataset.step));
    });
  }
}

/**
 * @param {Store} store
 * @param {number} by
 * @returns {LayerName | undefined}
 */
function neighbour({ view, data: { run } }, by) {
  return run?.layers[run.layers.indexOf(shownLayer(view, run)) + by];
}

/** @param {Store} store */
function showHead({ view, data: { run } }) {
  if (!run) return;
  find("[data-pane=layer]", HTMLElement).removeAttribute("data-empty");
  const { name, kind, op } = shownLayer(view, run);
  find("[data-layer-mark]", HTMLElement).replaceChildren(mark(kind));
  find("[data-layer-name]", HTMLElement).textContent = name;
  find("[data-layer-kind]", HTMLElement).textContent = op === kind ? kindName(kind) : `${kindName(kind)} · ${op}`;
}

/** @param {Store} store */
function showDetails({ data: { details, run } }) {
  if (!details || !run) return;
  find("[data-layer-words]", HTMLElement).textContent = explain(details, run.layers);
  find("[data-layer-facts]", HTMLElement).replaceChildren(...factsOf(details).map(fact));
  showHistogram(find("[data-layer-histogram]", HTMLElement), details.histogram);
}

/**
 * @typedef {[value: string, words: string, explanation?: string]} Fact
 * @param {Layer} layer
 * @returns {Fact[]}
 */
function factsOf({ shape, statistics, receptive_field: field, parameters, macs, hooked }) {
  const { nonfinite, zeros, dead } = statistics;
  /** @type {(Fact | false)[]} */
  const facts = [
    [formatShape(shape), axesOf(shape)],
    [formatPercent(zeros), t("zeros")],
    [formatCount(dead), shape.length > 1 ? t("dead maps") : t("dead values"), t("zero everywhere on this photo")],
    field !== null && [`${formatShape(field.size)} px`, isSingle(shape) ? t("receptive field") : t("receptive field, step {step}", { step: field.stride[0] }), t("the receptive field: the part of the input that one value can depend on")],
    [formatLarge(parameters), t("parameters"), t("numbers learned in training")],
    macs > 0 && [formatLarge(macs), t("multiply-adds"), t("for one photo")],
    nonfinite > 0 && [formatCount(nonfinite), t("not finite"), t("NaN or infinite values")],
    hooked && [t("hooked"), t("not traced"), t("inside a module that cannot be traced: seen by a hook")],
  ];
  return facts.filter((entry) => entry !== false);
}

/** @param {number[]} shape */
function axesOf(shape) {
  if (shape.length === 1) return t("values");
  return shape.length === 3 ? t("maps, rows, columns") : tn("{count} map", "{count} maps", mapsOf(shape).channels);
}

/** @param {Fact} fact */
function fact([value, words, explanation = ""]) {
  return make("div", { title: explanation }, make("dt", {}, words), make("dd", {}, value));
}
