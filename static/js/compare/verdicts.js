import { find, make } from "../dom.js";
import { t } from "../language.js";
import { formatPercent } from "../numbers.js";

/** @import { Prediction, Run } from "../types.js" */
/** @import { CompareStore, SideName, Verdict } from "./types.js" */

/**
 * What both sides answer: class by class where they know the same classes, else each its own five.
 *
 * @param {CompareStore} store
 */
export function mountVerdicts(store) {
  const table = find("[data-verdicts]", HTMLTableElement);
  const words = find("[data-verdicts-words]", HTMLElement);
  store.on(["a", "b", "comparison"], () => {
    const { a, b, comparison } = store.data;
    const answers = a && b ? comparison?.answers : null;
    const apart = Boolean(a && b && comparison && !answers);
    table.toggleAttribute("data-ranks", !answers);
    table.replaceChildren(...(answers ? classByClass(answers) : rankByRank(a, b)));
    words.hidden = !apart;
    words.textContent = apart ? t("The two networks do not tell the same classes apart.") : "";
  });
}

/** @param {Verdict[]} answers */
function classByClass(answers) {
  const head = make("tr", {}, make("th", { scope: "col" }, make("span", { class: "visually-hidden" }, t("Class"))), letter("a"), letter("b"));
  const rows = answers.map(({ label, index, a, b }) => make(
    "tr", {},
    make("th", { scope: "row", title: t("{label} (class {index})", { label, index }) }, label),
    share("a", a), share("b", b),
  ));
  return [make("thead", {}, head), make("tbody", {}, ...rows)];
}

/**
 * A side without a run has no column.
 *
 * @param {Run | null} a
 * @param {Run | null} b
 */
function rankByRank(a, b) {
  const sides = [a && { name: /** @type {const} */ ("a"), run: a }, b && { name: /** @type {const} */ ("b"), run: b }].filter((side) => side !== null);
  const count = Math.max(0, ...sides.map(({ run }) => run.predictions.length));
  const rows = Array.from({ length: count }, (_, rank) => make("tr", {}, ...sides.map(({ name, run }) => own(name, run.predictions[rank]))));
  return [make("thead", {}, make("tr", {}, ...sides.map(({ name }) => letter(name)))), make("tbody", {}, ...rows)];
}

/** @param {SideName} side */
function letter(side) {
  return make("th", { scope: "col" }, make("span", { class: `letter letter-${side}` }, side.toUpperCase()));
}

/**
 * @param {SideName} side
 * @param {number} probability
 */
function share(side, probability) {
  const bar = make("span", { class: `verdict-bar bar-${side}`, "aria-hidden": "true" });
  bar.style.width = `${probability * 100}%`;
  return make("td", {}, make("span", { class: "verdict" }, make("span", { class: "verdict-room" }, bar), formatPercent(probability, 1)));
}

/**
 * @param {SideName} side
 * @param {Prediction | undefined} prediction
 */
function own(side, prediction) {
  if (!prediction) return make("td", {}, "–");
  const cell = share(side, prediction.probability);
  cell.prepend(make("span", { class: "verdict-label", title: prediction.label }, prediction.label));
  return cell;
}
