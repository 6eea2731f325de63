import { find } from "../dom.js";
import { isGuiding } from "../lens/focus.js";
import { isPadOpen } from "../pictures.js";

/** @import { Store } from "../store.js" */

const narrow = matchMedia("(max-width: 900px)");

/**
 * On a narrow screen the photo and the layer open over the network, one at a time. Which layer is
 * open is part of the address, so that the back button closes it.
 *
 * @param {Store} store
 */
export function mountSides(store) {
  const workspace = find("#workspace", HTMLElement);
  let { model } = store.view;
  /** @param {"photo" | "layer" | ""} side */
  const open = (side) => {
    if ((workspace.dataset.open ?? "") === side) return;
    workspace.dataset.open = side;
    makeRestInert(side);
    if (side && narrow.matches && !isGuiding()) find(`[data-close="${side}"]`, HTMLElement).focus();
  };
  const openLayer = () => open(store.view.layer === null ? "" : "layer");
  const close = () => {
    const wasLayer = workspace.dataset.open === "layer";
    open("");
    if (wasLayer) store.show({ layer: null, channel: null, cell: null });
  };
  for (const button of document.querySelectorAll("[data-close]")) button.addEventListener("click", close);
  for (const button of document.querySelectorAll("[data-opens]")) {
    button.addEventListener("click", () => open("photo"));
  }
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && narrow.matches && workspace.dataset.open) close();
  });
  narrow.addEventListener("change", () => makeRestInert(workspace.dataset.open ?? ""));
  store.on(["layer"], openLayer);
  store.on(["image", "model"], () => {
    const staysOpen = model !== store.view.model || isPadOpen(store);
    model = store.view.model;
    if (workspace.dataset.open === "photo" && !staysOpen) open("");
  });
  openLayer();
  if (narrow.matches && store.view.channel !== null) keepLinkedMapInView(store);
}

/**
 * A link to one map brings that map into view, which on a narrow screen lies below its grid, and
 * keeps it there while what is above it grows, until the person does something.
 *
 * @param {Store} store
 */
function keepLinkedMapInView(store) {
  const map = find("[data-map]", HTMLElement);
  let held = true;
  const show = () => held && store.data.map && map.scrollIntoView({ block: "nearest" });
  const sizes = new ResizeObserver(show);
  for (const part of map.parentElement?.children ?? []) sizes.observe(part);
  store.on(["map"], show);
  const letGo = () => {
    held = false;
    sizes.disconnect();
  };
  for (const deed of ["pointerdown", "wheel", "keydown"]) {
    addEventListener(deed, letGo, { capture: true, passive: true, once: true });
  }
}

/** @param {string} side */
function makeRestInert(side) {
  for (const pane of document.querySelectorAll("[data-pane]")) {
    const { dataset } = /** @type {HTMLElement} */ (pane);
    pane.toggleAttribute("inert", narrow.matches && side !== "" && dataset.pane !== side);
  }
}
