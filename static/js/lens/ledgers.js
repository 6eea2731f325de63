import { make } from "../dom.js";
import { kindName } from "../kinds.js";
import { t } from "../language.js";
import { formatLarge, formatPercent } from "../numbers.js";
import { fetchLedger } from "./answers.js";

/** @import { Kind } from "../types.js" */
/** @import { Ledger, Ledgers } from "./types.js" */

/** In which order a bar stacks them. */
const ORDER = /** @type {Kind[]} */ (["convolution", "linear", "normalization", "other"]);

/**
 * Accounts of parameters as stacked bars, the networks of a group below one another on one scale.
 *
 * @param {Ledgers} ledgers
 */
export function ledgersFigure({ groups }) {
  const places = groups.map((group) => make("div", { class: "ledger-group" }, ...group.map((id) => waiting(id))));
  const legend = make("ul", { class: "swatches" }, ...ORDER.slice(0, 3).map((kind) => {
    const swatch = make("i", { class: `fill-${kind}` });
    return make("li", {}, swatch, kind === "linear" ? t("fully connected") : kindName(kind));
  }));
  const filled = Promise.all(groups.map(async (group, at) => {
    const accounts = await Promise.all(group.map(fetchLedger));
    const most = Math.max(...accounts.map(({ parameters }) => parameters));
    places[at].replaceChildren(...accounts.map((account) => bar(account, most)));
  }));
  const element = make("figure", { class: "ledgers" },
    make("figcaption", { class: "label" }, t("Parameters by kind of layer"), legend), ...places);
  return { element, filled };
}

/** @param {string} id */
function waiting(id) {
  return make("div", { class: "ledger" }, make("span", {}, id.replace(/^.*:/, "")), make("span", { class: "ledger-bar" }), make("b", {}, "…"));
}

/**
 * @param {Ledger} account
 * @param {number} most
 */
function bar({ name, parameters, entries }, most) {
  const kinds = ORDER.map((kind) => ({ kind, count: countOf(entries, kind) })).filter(({ count }) => count > 0);
  const words = kinds.map(({ kind, count }) => `${kind === "linear" ? t("fully connected") : kindName(kind)} ${formatLarge(count)} (${formatPercent(count / parameters)})`);
  const segments = kinds.map(({ kind, count }, at) => {
    const segment = make("i", { class: `fill-${kind}`, title: words[at] });
    segment.style.width = `${(count / most) * 100}%`;
    return segment;
  });
  const stack = make("span", { class: "ledger-bar", role: "img", "aria-label": words.join(", ") }, ...segments);
  return make("div", { class: "ledger" }, make("span", { title: name }, name.replace(/ \(.*\)$/, "")), stack, make("b", {}, formatLarge(parameters)));
}

/**
 * @param {Ledger["entries"]} entries
 * @param {Kind} kind Everything that has no place of its own is other.
 */
function countOf(entries, kind) {
  const fits = (/** @type {Kind} */ own) => (ORDER.includes(own) ? own === kind : kind === "other");
  return entries.filter((entry) => fits(entry.kind)).reduce((sum, entry) => sum + entry.parameters, 0);
}
