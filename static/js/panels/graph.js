import { find, markPainted } from "../dom.js";
import { readColours } from "../graph/colours.js";
import { matching } from "../graph/match.js";
import { Scene } from "../graph/scene.js";
import { Thumbs } from "../graph/thumbs.js";
import { GraphView } from "../graph/view.js";
import { shownLayer } from "../layers.js";
import { mountGraphCaption } from "./graphcaption.js";
import { followKeys } from "./graphkeys.js";
import { mountMinimap } from "./graphmap.js";
import { followPointer } from "./graphpointer.js";
import { mountGraphTools } from "./graphtools.js";
import { mountGraphTree } from "./graphtree.js";
import { Opener } from "./graphopener.js";

/** @import { Store } from "../store.js" */

/**
 * The network as a graph, on one canvas: every layer a node with its strongest map, blocks closed
 * or open.
 *
 * @param {Store} store
 */
export function mountGraph(store) {
  const element = find("[data-graph]", HTMLElement);
  const view = new GraphView(find("[data-graph-canvas]", HTMLCanvasElement), readColours(element));
  const opener = new Opener(store, view);
  const showView = () => (element.hidden = store.view.view !== "graph");
  store.on(["view"], showView);
  showView();
  fitToWindow(element, view);
  followStore(store, view, opener, element);
  followPointer(view, element, opener);
  const tree = mountGraphTree(view, element);
  const caption = mountGraphCaption(view, element);
  followKeys(store, view, element, opener);
  mountGraphTools(store, view);
  mountMinimap(view);
  view.afterDrawing.push(tree, caption, () => {
    const { x, y, scale } = view.camera;
    element.dataset.camera = `${x} ${y} ${scale}`;
    element.dataset.expanded = view.scene?.graph.expanded.join(" ") ?? "";
  });
}

/**
 * @param {HTMLElement} element
 * @param {GraphView} view
 */
function fitToWindow(element, view) {
  new ResizeObserver(([{ contentRect: { width, height } }]) => {
    if (width > 0 && height > 0) view.resize({ width, height });
  }).observe(element);
}

/**
 * @param {Store} store
 * @param {GraphView} view
 * @param {Opener} opener
 * @param {HTMLElement} element
 */
function followStore(store, view, opener, element) {
  const follow = (/** @type {Parameters<Store["on"]>[0]} */ keys, /** @type {() => void} */ change) =>
    store.on(keys, () => {
      change();
      view.redraw();
    });
  follow(["run"], () => (view.kinds = new Map(store.data.run?.layers.map(({ name, kind }) => [name, kind]))));
  follow(["theme"], () => (view.colours = readColours(element)));
  follow(["sheet", "palettes", "theme"], () => showThumbs(store, view));
  store.on(["graph"], () => {
    if (!store.data.graph) return;
    const scene = new Scene(store.data.graph);
    choose(store, view, scene);
    const another = view.scene?.graph.model !== scene.graph.model;
    view.show(scene, opener.take());
    if (another && store.view.layer !== null) view.seek(view.chosen);
    markPainted("graph");
  });
  follow(["layer", "run"], () => {
    if (!view.scene) return;
    choose(store, view, view.scene);
    if (store.view.layer !== null) view.seek(view.chosen);
  });
  follow(["graph", "run", "q", "kind"], () => {
    view.matches = view.scene && matching(view.scene, store.view, store.data.run?.layers ?? []);
  });
}

/**
 * @param {Store} store
 * @param {GraphView} view
 */
function showThumbs({ data: { sheet, palettes, theme } }, view) {
  if (sheet && palettes.size > 0) view.thumbs = new Thumbs(sheet, palettes, theme);
}

/**
 * Mark the node whose layer is open at the right.
 *
 * @param {Store} store
 * @param {GraphView} view
 * @param {Scene} scene
 */
function choose({ view: { layer, ...rest }, data: { run } }, view, scene) {
  const name = run ? shownLayer({ layer, ...rest }, run).name : "";
  view.chosen = scene.ofLayer.get(name)?.id ?? "";
}
