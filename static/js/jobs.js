import { request, requestJson } from "./http.js";

/** @import { Job } from "./types.js" */

/**
 * Have the server fetch a network's weights. Whoever asks again gets the same job.
 *
 * @param {string} model
 * @returns {Promise<Job>}
 */
export function startDownload(model) {
  return requestJson(`/models/${encodeURIComponent(model)}/download`, { method: "POST" });
}

/** @param {string} job */
export function cancelDownload(job) {
  return request(`/jobs/${job}`, { method: "DELETE" });
}

/**
 * Hear how far a job is until it is over, then nothing more.
 *
 * @param {string} job
 * @param {(job: Job) => void} hear
 * @param {() => void} lost Called where the server does not know the job any more.
 * @returns {EventSource} To be closed by whoever stops listening before the end.
 */
export function followJob(job, hear, lost) {
  const source = new EventSource(`/api/v1/jobs/${job}/events`);
  for (const name of ["progress", "end"]) {
    source.addEventListener(name, (event) => {
      if (name === "end") source.close();
      const heard = /** @type {unknown} */ (JSON.parse(/** @type {MessageEvent<string>} */ (event).data));
      hear(/** @type {Job} */ (heard));
    });
  }
  // A connection that broke is made anew by the browser; one that was refused is not.
  source.addEventListener("error", () => source.readyState === EventSource.CLOSED && lost());
  return source;
}

/** @param {Job | null} job */
export function isGoing(job) {
  return job?.status === "waiting" || job?.status === "running";
}
