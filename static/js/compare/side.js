import { imageUrl } from "../api.js";
import { find } from "../dom.js";
import { FetchBox } from "../fetchbox.js";
import { t } from "../language.js";
import { isAway, takesDigits } from "../models.js";
import { showProblem } from "../panels/messages.js";
import { showTwin } from "../panels/twin.js";
import { send } from "../panels/upload.js";
import { networkOf } from "../pictures.js";
import { titleOf } from "../recent.js";
import { hasTwin, isTwin } from "../twins.js";
import { mountThumbs } from "./thumbs.js";

/** @import { Store } from "../store.js" */
/** @import { SideName } from "./types.js" */

/**
 * One side: which photo it shows, through which network, and the choice of both.
 *
 * @param {Store} store
 * @param {SideName} name
 * @param {Store} other The other side.
 */
export function mountSide(store, name, other) {
  const side = find(`[data-side="${name}"]`, HTMLElement);
  store.on(["image", "uploaded", "run"], () => showPhoto(store, side));
  store.on(["models", "model", "other"], () => showNetwork(store, side));
  store.on(["busy"], () => (find("[data-side-busy]", HTMLElement, side).textContent = store.data.busy.photo ?? ""));
  store.on(["problems"], () => showProblem(find("[data-side-problem]", HTMLElement, side), store.data.problems.photo));
  store.on(["busy", "run", "image", "model"], () => {
    const { view, data: { run, busy } } = store;
    side.toggleAttribute("data-stale", Boolean(busy.photo) || run?.image !== view.image || run.model !== view.model);
  });
  mountThumbs(store, side, other);
  followTwin(store, side);
  followFiles(store, side);
  const box = new FetchBox(store, name);
  store.on(["models", "model", "download", "other"], () => box.show(isAway(networkOf(store)) ? store.view.model : null));
  showPhoto(store, side);
}

/**
 * @param {Store} store
 * @param {HTMLElement} side
 */
function showPhoto({ view, data: { uploaded, run } }, side) {
  const image = find("[data-side-photo]", HTMLImageElement, side);
  const own = uploaded && (uploaded.id === view.image || uploaded.id === "");
  const source = own ? uploaded.url : view.image && imageUrl(view.image, 224);
  if (source && image.getAttribute("src") !== source) image.src = source;
  const title = own ? uploaded.title : titleOf(view.image);
  image.alt = title;
  const size = run?.image === view.image ? ` · ${run.photo.width}×${run.photo.height}` : "";
  find("[data-side-title]", HTMLElement, side).textContent = `${title}${size}`;
}

/**
 * @param {Store} store
 * @param {HTMLElement} side
 */
function showNetwork(store, side) {
  const model = networkOf(store);
  const name = find("[data-side-name]", HTMLElement, side);
  name.textContent = name.title = model?.name ?? store.view.model;
  const kind = takesDigits(model) ? "digit" : "photo";
  for (const item of /** @type {NodeListOf<HTMLElement>} */ (side.querySelectorAll("[data-sample]"))) item.hidden = item.dataset.sample !== kind;
}

/**
 * @param {Store} store
 * @param {HTMLElement} side
 */
function followTwin(store, side) {
  const radios = /** @type {NodeListOf<HTMLInputElement>} */ (find("[data-side-twin]", HTMLElement, side).querySelectorAll("input"));
  const show = () => {
    const model = networkOf(store);
    for (const radio of radios) {
      radio.disabled = !isTwin(store.view.model) && !(model && hasTwin(model));
      radio.checked = (radio.value === "untrained") === isTwin(store.view.model);
    }
  };
  for (const radio of radios) radio.addEventListener("change", () => showTwin(store, radio.value === "untrained"));
  store.on(["models", "model", "other"], show);
}

/**
 * A photo of the person's own: by the button, by dropping it on the side, or by pasting it while
 * the side has the focus.
 *
 * @param {Store} store
 * @param {HTMLElement} side
 */
function followFiles(store, side) {
  const input = find("[data-side-file]", HTMLInputElement, side);
  const receive = (/** @type {FileList | undefined | null} */ files) => files?.[0] && void send(store, files[0]);
  find("[data-side-upload]", HTMLButtonElement, side).addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    receive(input.files);
    input.value = "";
  });
  side.addEventListener("paste", (event) => receive(event.clipboardData?.files));
  side.addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    side.toggleAttribute("data-dropping", true);
  });
  side.addEventListener("dragleave", ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node && side.contains(relatedTarget))) side.removeAttribute("data-dropping");
  });
  side.addEventListener("drop", (event) => {
    side.removeAttribute("data-dropping");
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    receive(event.dataTransfer.files);
  });
  side.dataset.dropWords = t("Drop the photo on this side");
}
