import { decodeBase64 } from "../base64.js";
import { choosePalette, domainOf, tableOf } from "../colour.js";
import { find, make } from "../dom.js";
import { t } from "../language.js";
import { mapsOf } from "../layers.js";
import { Surface } from "../paint.js";
import { currentExplained } from "../unfold/current.js";
import { mapLink } from "../unfold/maplink.js";
import { shortName } from "../unfold/names.js";

/** @import { CellField, Explained } from "../cell/answer.js" */
/** @import { Store } from "../store.js" */

/**
 * What the number sees of every layer before its own, from the input on: the strongest map of each
 * with the field framed on it.
 *
 * @param {Store} store
 */
export function mountPath(store) {
  const list = find("[data-path-layers]", HTMLElement);
  let listed = "";
  const seen = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) if (isIntersecting) drawItem(store, target);
  }, { root: list, rootMargin: "0px 200px" });
  const redraw = () => {
    seen.disconnect();
    for (const item of list.children) seen.observe(item);
  };
  store.on(["unfold", "explained"], () => {
    const explained = currentExplained(store);
    if (!store.view.unfold || !explained) return;
    const names = `${explained.run} ${explained.field.layers.map(({ layer }) => layer).join(" ")}`;
    if (names !== listed) {
      listed = names;
      fill(store, list, explained);
      redraw();
    }
    frame(store, list, explained.field);
  });
  store.on(["sheet", "palettes", "theme"], redraw);
}

/**
 * @param {Store} store
 * @param {HTMLElement} list
 * @param {Explained} explained
 */
function fill(store, list, { field }) {
  find("[data-path]", HTMLElement).hidden = field.layers.length === 0;
  list.replaceChildren(...field.layers.toReversed().map(({ layer }) => {
    const picture = make("span", { class: "path-map" }, make("canvas", { "aria-hidden": "true" }), make("i", { class: "path-field" }));
    const words = make("span", { class: "path-words" }, make("span", { class: "path-name" }, shortName(layer)), make("span", { class: "path-size" }));
    const strip = store.data.sheet?.layers.find(({ name }) => name === layer);
    const link = mapLink(store, { layer, channel: strip?.channels[0] ?? 0 }, picture);
    link.append(words);
    return make("li", { "data-path-layer": layer }, link);
  }));
  // With the frame, which is laid out anyway.
  requestAnimationFrame(() => (list.scrollLeft = list.scrollWidth));
}

/**
 * The layer's strongest map, a pixel for a value: the page stretches it.
 *
 * @param {Store} store
 * @param {Element} item
 */
function drawItem({ data: { sheet, palettes, theme } }, item) {
  const name = item.getAttribute("data-path-layer");
  const strip = sheet?.layers.find((layer) => layer.name === name);
  if (!strip || palettes.size === 0) return;
  const { minimum, maximum, signed, width, height, order } = strip;
  const palette = choosePalette(palettes, "auto", signed, theme);
  const table = tableOf(palette, domainOf(palette, minimum, maximum, true), minimum, maximum);
  const surface = new Surface(find("canvas", HTMLCanvasElement, item), width, height);
  const offset = (order?.[0] ?? 0) * width * height;
  surface.map(decodeBase64(strip.pixels), offset, strip, table, { left: 0, top: 0, width, height });
  surface.show();
}

/**
 * @param {Store} store
 * @param {HTMLElement} list
 * @param {CellField} field
 */
function frame({ data: { run } }, list, { layers }) {
  const fields = new Map(layers.map((layer) => [layer.layer, layer]));
  for (const item of list.children) {
    const field = fields.get(item.getAttribute("data-path-layer") ?? "");
    const shape = run?.layers.find(({ name }) => name === field?.layer)?.shape;
    if (!field || !shape) continue;
    const { height, width } = mapsOf(shape);
    const [tall, wide] = [field.rows, field.columns].map(([first, last]) => last - first + 1);
    find(".path-size", HTMLElement, item).textContent = t("{tall}×{wide} of {height}×{width}", { tall, wide, height, width });
    Object.assign(find(".path-field", HTMLElement, item).style, {
      left: `${(field.columns[0] / width) * 100}%`,
      top: `${(field.rows[0] / height) * 100}%`,
      width: `${(wide / width) * 100}%`,
      height: `${(tall / height) * 100}%`,
    });
  }
}
