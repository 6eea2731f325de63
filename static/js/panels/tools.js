import { colouringOf } from "../colouring.js";
import { find } from "../dom.js";
import { t } from "../language.js";
import { shownChannel } from "../layers.js";
import { showLegend } from "./legend.js";

/** @import { View } from "../types.js" */
/** @import { Store } from "../store.js" */

/**
 * How the maps are shown: their order, scale, colours and size, and the legend of the colours.
 *
 * @param {Store} store
 */
export function mountTools(store) {
  const selects = /** @type {NodeListOf<HTMLSelectElement>} */ (document.querySelectorAll("[data-tool]"));
  for (const select of selects) {
    const key = /** @type {"sort" | "scale" | "colormap" | "size"} */ (select.dataset.tool);
    const show = () => (select.value = String(store.view[key]));
    select.addEventListener("change", () => {
      const value = key === "size" && select.value !== "auto" ? Number(select.value) : select.value;
      store.show(/** @type {Partial<View>} */ ({ [key]: value }), "replace");
    });
    store.on([key], show);
    show();
  }
  const legend = find("[data-legend]", HTMLElement);
  store.on(["details", "palettes", "theme", "colormap", "scale", "channel"], () => {
    const colouring = colouringOf(store);
    const { details } = store.data;
    if (!colouring || !details) return;
    const channel = shownChannel(store.view, details, details) ?? 0;
    const words = store.view.scale === "channel" ? t("channel {channel}:", { channel }) : "";
    showLegend(legend, colouring.palette, colouring.domain(channel), words);
  });
}
