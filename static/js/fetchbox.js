import { formatBytes, sizeOf } from "./bytes.js";
import { find } from "./dom.js";
import { fetchWeights, stopFetching } from "./flow/download.js";
import { isGoing } from "./jobs.js";
import { t } from "./language.js";
import { showTwin } from "./panels/twin.js";
import { findNetwork } from "./pictures.js";
import { hasTwin } from "./twins.js";

/** @import { Job } from "./types.js" */
/** @import { Store } from "./store.js" */

/** One place of the page at which weights can be fetched. */
export class FetchBox {
  /**
   * @param {Store} store
   * @param {string} name
   */
  constructor(store, name) {
    this.store = store;
    this.model = "";
    this.box = find(`[data-fetch="${name}"]`, HTMLElement);
    this.words = find("[data-fetch-words]", HTMLElement, this.box);
    this.problem = find("[data-fetch-problem]", HTMLElement, this.box);
    this.bar = find("progress", HTMLProgressElement, this.box);
    this.figures = find("[data-fetch-figures]", HTMLElement, this.box);
    this.begin = find("[data-fetch-begin]", HTMLButtonElement, this.box);
    this.cancel = find("[data-fetch-cancel]", HTMLButtonElement, this.box);
    this.twin = find("[data-fetch-twin]", HTMLButtonElement, this.box);
    this.begin.addEventListener("click", () => void fetchWeights(store, this.model));
    this.cancel.addEventListener("click", () => void stopFetching(store));
    this.twin.addEventListener("click", () => showTwin(store, true));
  }

  /** @param {string | null} model Null: there is nothing to fetch here. */
  show(model) {
    const focused = this.box.contains(document.activeElement) ? document.activeElement : null;
    this.box.hidden = model === null;
    if (model !== null) this.#fill(model);
    if (focused && !focused.checkVisibility()) this.#keepFocus();
  }

  /** @param {string} id */
  #fill(id) {
    const { view, data } = this.store;
    const { download } = data;
    const job = download?.model === id ? download : null;
    const model = findNetwork(data, id);
    const going = isGoing(job);
    const size = model ? sizeOf(model) : "";
    this.model = id;
    const name = model?.name ?? id;
    this.words.textContent = going ? t("{name} is being fetched.", { name }) : t("{name} is not on this machine yet.", { name });
    this.problem.hidden = job?.status !== "failed";
    this.problem.textContent = job?.problem?.detail ?? "";
    this.begin.hidden = going;
    this.begin.textContent = job?.status === "failed" ? t("Try again") : size ? t("Fetch {size}", { size }) : t("Fetch its weights");
    this.cancel.hidden = !going;
    this.twin.hidden = id !== view.model || !model || !hasTwin(model);
    this.#showProgress(going ? job : null);
  }

  /** @param {Job | null} job */
  #showProgress(job) {
    this.bar.hidden = this.figures.hidden = job === null;
    if (!job) return;
    const { done, total, rate } = job;
    if (total) this.bar.value = done / total;
    else this.bar.removeAttribute("value");
    const share = total ? t("{part} of {whole}", { part: formatBytes(done), whole: formatBytes(total) }) : formatBytes(done);
    this.figures.textContent = job.status === "waiting" ? t("Waiting …") : `${share}${rate === null ? "" : ` · ${formatBytes(Math.round(rate))}/s`}`;
  }

  /** The button that was pressed is gone: go to the one in its place. */
  #keepFocus() {
    const next = [this.cancel, this.begin].find((button) => button.checkVisibility());
    (next ?? find("[data-picker-open]", HTMLButtonElement)).focus();
  }
}
