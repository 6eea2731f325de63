import { t } from "../language.js";
import { fetchLens } from "../lens/answers.js";
import { goToStep, openStep } from "../lens/steps.js";
import { tryAgain, wordsOf } from "../problems.js";

/** @import { Store } from "../store.js" */

/**
 * For every run: the guided way through its network. While one draws it is only followed when it is
 * open.
 *
 * @param {Store} store
 */
export function followLens(store) {
  let latest = "";
  const follow = () => {
    const { view: { guide }, data: { run, live } } = store;
    if (!run || run.id === latest || (live && guide === null)) return;
    latest = run.id;
    store.problem("guide", null);
    fetchLens(run.id).then(
      (lens) => {
        if (latest !== lens.run) return;
        const { model } = run;
        const another = store.data.lens !== null && store.data.lens.model !== model;
        store.put({ lens: { ...lens, model } });
        settle(store, another);
      },
      (/** @type {unknown} */ error) => {
        if (latest !== run.id) return;
        latest = "";
        if (store.view.guide !== null) store.problem("guide", { text: wordsOf(error), action: tryAgain(follow) });
      },
    );
  };
  store.on(["guide"], () => store.problem("guide", null)); // what was said of another step
  store.on(["run", "guide", "live"], follow);
}

/**
 * An address may name a step and nothing else; and where another network was chosen, its own way
 * begins. A network without one has nothing to be open.
 *
 * @param {Store} store
 * @param {boolean} another Whether the network is another than before.
 */
function settle(store, another) {
  const { view: { guide, layer }, data: { run } } = store;
  if (guide === null || !run) return;
  const open = openStep(store);
  if (!open) {
    store.show({ guide: null }, "replace");
  } else if (!run.layers.some(({ name }) => name === layer)) {
    goToStep(store, another ? 1 : open.number, "replace");
  } else {
    store.show({ guide: open.number }, "replace");
  }
  if (open && !another && open.number !== guide) {
    store.problem("guide", { text: t("The guide has no step {asked}: step {shown} is shown instead.", { asked: guide, shown: open.number }) });
  }
}
