import { withClosed, withOpen } from "../graph/opening.js";
import { openLayer } from "./sheet.js";

/** @import { Frame, Node } from "../graph/answer.js" */
/** @import { GraphView } from "../graph/view.js" */
/** @import { Store } from "../store.js" */

/** What can be opened in the graph: a node's layer at the right, a block, a frame to close it. */
export class Opener {
  #anchor = "";

  /**
   * @param {Store} store
   * @param {GraphView} view
   */
  constructor(store, view) {
    this.store = store;
    this.view = view;
  }

  /**
   * The last layer of a node, at the right; its strongest map with it.
   *
   * @param {Node} node
   */
  openNode(node) {
    openLayer(this.store, node.layers[node.layers.length - 1], 0);
  }

  /** @param {Node} block */
  openBlock(block) {
    const { scene } = this.view;
    if (scene && block.collapsed) this.#show(block.id, withOpen(scene, block));
  }

  /** @param {Frame} frame */
  closeFrame(frame) {
    const { scene } = this.view;
    if (scene) this.#show(frame.id, withClosed(scene, frame));
  }

  /**
   * The block that was opened or closed, if any was: asked for once, when its graph has come.
   *
   * @returns {string}
   */
  take() {
    const anchor = this.#anchor;
    this.#anchor = "";
    return anchor;
  }

  /**
   * @param {string} anchor
   * @param {string} open
   */
  #show(anchor, open) {
    this.#anchor = anchor;
    this.store.show({ open }, "replace");
  }
}
