import { MOST_PARTS } from "../api.js";
import { find, make, mark, nextFrame } from "../dom.js";
import { prefetchUnfolded } from "../flow/unfold.js";
import { kindName } from "../kinds.js";
import { t } from "../language.js";
import { shownChannel, shownLayer } from "../layers.js";
import { isGuiding } from "../lens/focus.js";
import { formatCount } from "../numbers.js";
import { spokenOf } from "../shown.js";
import { channelName } from "../unfold/names.js";
import { currentExplained, currentUnfolded } from "../unfold/current.js";
import { unfoldedWords } from "../unfold/words.js";

/** @import { Store } from "../store.js" */

/**
 * The open map, unfolded over the network: opened by its button, a double click or Enter, folded by
 * Escape. What is shown in it is drawn by the panels beside this one.
 *
 * @param {Store} store
 */
export function mountUnfold(store) {
  const element = find("[data-unfold]", HTMLElement);
  const opener = find("[data-unfold-open]", HTMLButtonElement);
  const map = find("[data-map-canvas]", HTMLElement);
  const open = () => {
    prefetchUnfolded(store); // under way while the page makes room
    store.show({ unfold: 1 });
  };
  const fold = () => store.show({ unfold: 0, all: 0, part: null });
  opener.addEventListener("click", open);
  for (const sign of ["pointerenter", "focus"]) opener.addEventListener(sign, () => prefetchUnfolded(store));
  map.addEventListener("dblclick", open);
  map.addEventListener("keydown", (event) => event.key === "Enter" && open());
  find("[data-unfold-close]", HTMLButtonElement).addEventListener("click", fold);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || !store.view.unfold) return;
    event.stopPropagation(); // on a narrow screen it closes the layer as well
    fold();
  });
  store.on(["unfold"], () => show(store, element, opener));
  store.on(["layer", "channel", "run", "map", "details", "unfolded", "explained"], () => {
    element.toggleAttribute("data-stale", isStale(store));
  });
  store.on(["run", "layer", "channel", "details"], () => showTitle(store));
  store.on(["unfolded"], () => showWords(store));
  chooseHowMany(store);
  show(store, element, null);
}

/**
 * @param {Store} store
 * @param {HTMLElement} element
 * @param {HTMLElement | null} opener Where the focus goes back to; null: it stays where it is.
 */
function show({ view: { unfold } }, element, opener) {
  const isOpen = unfold === 1;
  if (isOpen === !element.hidden) return;
  element.hidden = !isOpen;
  find("#workspace", HTMLElement).toggleAttribute("data-unfolded", isOpen);
  document.documentElement.toggleAttribute("data-unfolded", isOpen);
  if (!opener || isGuiding()) return;
  const target = isOpen ? find("[data-unfold-title]", HTMLElement) : opener;
  void nextFrame().then(() => target.focus({ preventScroll: true }));
}

/**
 * What stands there is of the map before, until all of the new has come.
 *
 * @param {Store} store
 */
function isStale(store) {
  return !spokenOf(store) || !currentUnfolded(store) || !currentExplained(store);
}

/** @param {Store} store */
function showTitle(store) {
  const { view, data: { run, details } } = store;
  if (!run) return;
  const layer = shownLayer(view, run);
  const { name, kind, op } = layer;
  const channel = shownChannel(view, layer, details);
  find("[data-unfold-mark]", HTMLElement).replaceChildren(mark(kind));
  find("[data-unfold-title]", HTMLElement).replaceChildren(
    name, make("span", {}, channel === null ? "" : ` ${t("channel {channel}", { channel: channelName(store, name, channel) })}`),
  );
  find("[data-unfold-kind]", HTMLElement).textContent = op === kind ? kindName(kind) : `${kindName(kind)} · ${op}`;
}

/** @param {Store} store */
function showWords(store) {
  const unfolded = currentUnfolded(store);
  const { details } = store.data;
  if (!unfolded || !details) return;
  find("[data-unfold-words]", HTMLElement).textContent = unfoldedWords(unfolded, details);
}

/**
 * Of many input channels only the strongest are shown one by one, unless all are asked for.
 *
 * @param {Store} store
 */
function chooseHowMany(store) {
  const choice = find("[data-unfold-choice]", HTMLElement);
  const boxes = /** @type {NodeListOf<HTMLInputElement>} */ (choice.querySelectorAll("input"));
  for (const box of boxes) {
    box.addEventListener("change", () => store.show({ all: box.value === "all" ? 1 : 0 }, "replace"));
  }
  store.on(["unfolded", "all"], () => {
    const inputs = currentUnfolded(store)?.sum?.inputs ?? 0;
    choice.hidden = inputs <= MOST_PARTS;
    find("[data-unfold-all]", HTMLElement).textContent = t("All {count}", { count: formatCount(inputs) });
    for (const box of boxes) box.checked = (box.value === "all") === (store.view.all === 1);
  });
}
