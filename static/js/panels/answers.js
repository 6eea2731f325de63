import { find, make } from "../dom.js";
import { t } from "../language.js";
import { formatPercent } from "../numbers.js";

/** @import { Prediction } from "../types.js" */
/** @import { Store } from "../store.js" */

/**
 * The network's five best answers.
 *
 * @param {Store} store
 */
export function mountAnswers(store) {
  const list = find("[data-answers]", HTMLElement);
  store.on(["run"], () => {
    const { run } = store.data;
    if (!run) return;
    list.replaceChildren(...run.predictions.map(answer));
    list.setAttribute("aria-busy", "false");
  });
}

/** @param {Prediction} prediction */
function answer({ label, probability, index }) {
  const bar = make("span", { class: "bar" });
  bar.style.width = `${probability * 100}%`;
  const name = make("span", { class: "name", title: t("{label} (class {index})", { label, index }) }, label);
  const share = make("span", { class: "share" }, formatPercent(probability, 1));
  return make("li", {}, name, make("span", { "aria-hidden": "true" }, bar), share);
}
