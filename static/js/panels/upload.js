import { upload } from "../api.js";
import { find } from "../dom.js";
import { t } from "../language.js";
import { formatCount } from "../numbers.js";
import { wordsOf } from "../problems.js";
import { rememberPhoto } from "../recent.js";

/** @import { Store } from "../store.js" */

/**
 * A photo of the person's own: by button, by dropping it anywhere, or by pasting it.
 *
 * @param {Store} store
 */
export function mountUpload(store) {
  const input = find("[data-file]", HTMLInputElement);
  /** @param {FileList | undefined | null} files */
  const receive = (files) => {
    if (files?.[0]) void send(store, files[0]);
  };
  for (const button of document.querySelectorAll("[data-upload]")) {
    button.addEventListener("click", () => input.click());
  }
  input.addEventListener("change", () => {
    receive(input.files);
    input.value = "";
  });
  addEventListener("paste", (event) => receive(event.clipboardData?.files));
  acceptDrops(receive);
}

/** @param {(files: FileList | undefined) => void} receive */
function acceptDrops(receive) {
  const hint = find("[data-drop-hint]", HTMLElement);
  /** @param {DragEvent} event */
  const hasFiles = (event) => event.dataTransfer?.types.includes("Files") ?? false;
  addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    hint.hidden = false;
  });
  addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) hint.hidden = true;
  });
  addEventListener("drop", (event) => {
    hint.hidden = true;
    if (!hasFiles(event)) return;
    event.preventDefault();
    receive(event.dataTransfer?.files);
  });
}

/**
 * Show the photo at once from the file itself, then send it and look at it.
 *
 * @param {Store} store
 * @param {File} file
 */
export async function send(store, file) {
  const refusal = tooLarge(file);
  if (refusal) {
    store.problem("photo", { text: refusal });
    return;
  }
  const before = store.data.uploaded;
  const shown = { id: "", url: URL.createObjectURL(file), title: file.name, width: 0, height: 0 };
  store.problem("photo", null);
  store.put({ uploaded: shown });
  store.busy("photo", t("Sending the photo …"));
  try {
    const { id, width, height, notes } = await upload(file, file.name);
    rememberPhoto({ id, title: file.name, width, height });
    if (store.data.uploaded !== shown) return; // another photo was dropped meanwhile
    store.put({ uploaded: { ...shown, id, width, height }, notes, blank: false });
    if (store.view.image === id) store.busy("photo", null);
    store.show({ image: id, cell: null });
    if (before) URL.revokeObjectURL(before.url);
  } catch (error) {
    URL.revokeObjectURL(shown.url);
    if (store.data.uploaded !== shown) return;
    store.put({ uploaded: before });
    store.busy("photo", null);
    store.problem("photo", { text: wordsOf(error) });
  }
}

/**
 * @param {File} file
 * @returns {string | null} Why the server would refuse it, known before it is sent.
 */
function tooLarge({ name, size }) {
  const limit = Number(find("#workspace", HTMLElement).dataset.imageBytes);
  if (size <= limit) return null;
  const mebibytes = (/** @type {number} */ bytes) => formatCount(Math.round((bytes / 2 ** 20) * 10) / 10);
  return t("{name} has {size} MiB; photos may have up to {limit} MiB. Make it smaller and try again.", { name, size: mebibytes(size), limit: mebibytes(limit) });
}
