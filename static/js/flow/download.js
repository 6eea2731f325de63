import { cancelDownload, followJob, isGoing, startDownload } from "../jobs.js";
import { t } from "../language.js";
import { networkOf } from "../pictures.js";
import { wordsOf } from "../problems.js";

/** @import { Job } from "../types.js" */
/** @import { Store } from "../store.js" */

const LOST = t("The server was started anew meanwhile. What it has fetched already is not fetched again.");

/** The status of a network whose download is in this state. */
const STATUS = /** @type {const} */ ({
  waiting: "downloading", running: "downloading", done: "ready", failed: "downloadable", cancelled: "downloadable",
});

/** @type {WeakMap<Store, EventSource>} */
const sources = new WeakMap();

/**
 * Go on following the download of the network in view, or any other that is going on, after the
 * page was loaded anew.
 *
 * @param {Store} store
 */
export function followDownload(store) {
  store.on(["models", "model"], () => {
    const { data: { models, download } } = store;
    const chosen = networkOf(store);
    const going = chosen?.status === "downloading" ? chosen : download ? undefined : models.find(({ status }) => status === "downloading");
    if (going && going.id !== download?.model) void fetchWeights(store, going.id);
  });
}

/**
 * Have a network's weights fetched, and follow how far that is.
 *
 * @param {Store} store
 * @param {string} model
 */
export async function fetchWeights(store, model) {
  sources.get(store)?.close();
  take(store, waiting(model));
  try {
    const job = await startDownload(model);
    if (store.data.download?.model !== model) return;
    const hear = (/** @type {Job} */ heard) => take(store, { ...heard, model });
    hear(job);
    if (isGoing(job)) sources.set(store, followJob(job.id, hear, () => fail(store, model, LOST)));
  } catch (error) {
    fail(store, model, wordsOf(error));
  }
}

/** @param {Store} store */
export async function stopFetching(store) {
  const { download } = store.data;
  if (!download?.id) return;
  try {
    await cancelDownload(download.id);
  } catch (error) {
    fail(store, download.model, wordsOf(error));
  }
}

/**
 * @param {string} model
 * @returns {Job}
 */
function waiting(model) {
  return { id: "", model, status: "waiting", done: 0, total: null, rate: null, problem: null };
}

/**
 * @param {Store} store
 * @param {string} model
 * @param {string} detail
 */
function fail(store, model, detail) {
  if (store.data.download?.model !== model) return; // another is being fetched by now
  sources.get(store)?.close();
  take(store, { ...waiting(model), status: "failed", problem: { detail } });
}

/**
 * @param {Store} store
 * @param {Job} download
 */
function take(store, download) {
  const status = STATUS[download.status];
  const { models } = store.data;
  const listed = models.find(({ id }) => id === download.model);
  if (!listed || listed.status === status) store.put({ download });
  else store.put({ download, models: models.map((one) => (one === listed ? { ...one, status } : one)) });
}
