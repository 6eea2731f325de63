import { make } from "../dom.js";
import { t } from "../language.js";
import { formatPercent } from "../numbers.js";
import { fetchWithout } from "./answers.js";
import { shortNames } from "./layerlink.js";

/** @import { Run } from "../types.js" */
/** @import { Store } from "../store.js" */
/** @import { Dropped, Without } from "./types.js" */

/**
 * How probable the network finds its answer without each block, one after the other as they are
 * carried out; of the chosen block the five likeliest classes with it and without.
 *
 * @param {Store} store
 * @param {Run} run
 * @param {Dropped} dropped
 */
export function droppedFigure(store, run, { blocks, index, label, probability }) {
  const caption = make("figcaption", { class: "label" }, t("Probability of {label}, with all blocks and without each", { label }));
  const whole = column(t("all"), t("with all of its blocks"));
  setBar(whole, probability);
  const names = shortNames(blocks);
  const columns = blocks.map((block, at) => column(names[at], block));
  const list = make("ol", { class: "columns" }, make("li", { "data-whole": "" }, whole), ...columns.map((one) => make("li", {}, one)));
  list.toggleAttribute("data-many", blocks.length > 11);
  const pairs = make("div", { class: "pairs", "aria-live": "polite" });
  const says = make("p", { class: "dropped-says" }, "\u00a0");
  /** @type {Without[]} */
  const found = [];
  const choose = (/** @type {number} */ at) => {
    if (!found[at]) return;
    columns.forEach((one, other) => one.setAttribute("aria-pressed", String(other === at)));
    pairs.replaceChildren(...pairsOf(run, names[at], found[at]));
  };
  columns.forEach((one, at) => one.addEventListener("click", () => {
    choose(at);
    store.show({ layer: blocks[at], channel: null, cell: null });
  }));
  const element = make("figure", { class: "dropped" }, make("div", {}, caption, list, says), pairs);
  const filled = (async () => {
    for (const [at, block] of blocks.entries()) {
      if (at > 0 && !element.isConnected) return; // another step, or another photo
      found[at] = await fetchWithout(run.id, block);
      const [best] = found[at].predictions;
      setBar(columns[at], found[at].probabilities[index] ?? 0);
      columns[at].toggleAttribute("data-other", best.index !== index);
      columns[at].title = t("Without {block}: {label} {share}", { block, label: best.label, share: formatPercent(best.probability) });
      if (at === 0) choose(0);
    }
    const same = found.filter(({ predictions }) => predictions[0].index === index).length;
    says.textContent = t("The answer stays {label} without {same} of {count} blocks, each dropped alone.", { label, same, count: blocks.length });
    choose(shownIn(store, blocks));
  })();
  return { element, filled };
}

/**
 * @param {string} name
 * @param {string} title
 */
function column(name, title) {
  return make("button", { type: "button", title }, make("b", {}, "…"), make("i", {}), make("span", {}, name));
}

/**
 * @param {HTMLElement} element
 * @param {number} share
 */
function setBar(element, share) {
  const [words, bar] = element.children;
  words.textContent = formatPercent(share);
  /** @type {HTMLElement} */ (bar).style.setProperty("--share", String(share));
}

/**
 * The block whose addition is in view, else the first.
 *
 * @param {Store} store
 * @param {string[]} blocks
 */
function shownIn({ view }, blocks) {
  return Math.max(0, blocks.indexOf(view.layer ?? ""));
}

/**
 * The five likeliest classes of the whole network, and the likeliest without the block.
 *
 * @param {Run} run
 * @param {string} block
 * @param {Without} without
 */
function pairsOf(run, block, { predictions, probabilities }) {
  const [best] = predictions;
  const known = run.predictions.some(({ index }) => index === best.index);
  const shown = known ? run.predictions : [...run.predictions.slice(0, 4), { ...best, probability: null }];
  const head = make("p", { class: "label" }, t("With all blocks, and without {block}", { block }));
  const rows = shown.map(({ index, label, probability }) => make("li", { title: label },
    make("span", {}, label), bar(probability, "with"), bar(probabilities[index] ?? 0, "without")));
  return [head, make("ol", {}, ...rows)];
}

/**
 * @param {number | null} share Null: not among the five that are known.
 * @param {"with" | "without"} name
 */
function bar(share, name) {
  const line = make("i", { class: name });
  line.style.setProperty("--share", String(share ?? 0));
  return make("span", { class: "pair" }, line, make("b", {}, share === null ? "–" : formatPercent(share)));
}
