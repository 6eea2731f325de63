import { sizeOf } from "../bytes.js";
import { find } from "../dom.js";
import { FetchBox } from "../fetchbox.js";
import { isGoing } from "../jobs.js";
import { t } from "../language.js";
import { isAway } from "../models.js";
import { findNetwork, networkOf } from "../pictures.js";

/** @import { Store } from "../store.js" */

const narrow = matchMedia("(max-width: 900px)");

/**
 * Where weights that are not here are offered, and how far their download is: in place of the
 * answers, in place of the sheet while there is none, and below the choice of networks.
 *
 * @param {Store} store
 */
export function mountFetching(store) {
  const [pane, sheet, picker] = ["pane", "sheet", "picker"].map((name) => new FetchBox(store, name));
  const says = find("[data-fetch-says]", HTMLElement);
  const show = () => {
    const { view, data: { download, run } } = store;
    const model = networkOf(store);
    const away = isAway(model) ? model?.id ?? null : null;
    find("#workspace", HTMLElement).toggleAttribute("data-away", away !== null);
    pane.show(away);
    sheet.show(run && !narrow.matches ? null : away);
    picker.show(download && (isGoing(download) || download.status === "failed") ? download.model : null);
    showAside(store, download && isGoing(download) && download.model !== view.model ? download.model : null);
    const words = spoken(store);
    if (says.textContent !== words) says.textContent = words;
  };
  store.on(["models", "model", "download", "run", "other"], show);
  narrow.addEventListener("change", show);
}

/**
 * While another network is looked at, a download is told of in one line.
 *
 * @param {Store} store
 * @param {string | null} model
 */
function showAside({ data }, model) {
  const aside = find("[data-fetch-aside]", HTMLElement);
  const { done, total } = data.download ?? { done: 0, total: null };
  const words = total ? t("fetching {percent}", { percent: `${Math.floor((done / total) * 100)}%` }) : t("fetching");
  aside.textContent = model ? words : "";
  aside.title = model ? t("Fetching {name}", { name: findNetwork(data, model)?.name ?? model }) : "";
}

/**
 * @param {Store} store
 * @returns {string} What is said aloud; how far a download is, the bar says to whoever asks it.
 */
function spoken({ data }) {
  const { download } = data;
  if (!download) return "";
  const model = findNetwork(data, download.model);
  const name = model?.name ?? download.model;
  const size = model ? sizeOf(model) : "";
  if (isGoing(download)) return size ? t("Fetching {name}, {size}", { name, size }) : t("Fetching {name}", { name });
  if (download.status === "done") return t("{name} is here", { name });
  return download.status === "cancelled" ? t("The download of {name} is cancelled", { name }) : "";
}
