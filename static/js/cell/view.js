import { make } from "../dom.js";
import { t } from "../language.js";
import { activationView } from "./activation.js";
import { arithmeticView, concatenationView, movedView } from "./arithmetic.js";
import { convolutionView } from "./convolution.js";
import { linearView, matrixProductView } from "./linear.js";
import { localResponseView } from "./localresponse.js";
import { normalizationView } from "./normalization.js";
import { pixelView } from "./pixel.js";
import { poolingView } from "./pooling.js";
import { softmaxView } from "./softmax.js";

/** @import { Store } from "../store.js" */
/** @import { Unfolded } from "../unfold/types.js" */
/** @import { Explained } from "./answer.js" */

/**
 * How one number came about, by the kind of its layer.
 *
 * @param {Store} store
 * @param {Explained} explained
 * @param {Unfolded | null} unfolded Of the same map, for the pictures.
 * @returns {Node[]}
 */
export function explanationView(store, explained, unfolded) {
  const { operands } = explained;
  switch (operands.kind) {
    case "convolution": return convolutionView(store, operands, explained, unfolded);
    case "pooling": return poolingView(store, operands, explained, unfolded);
    case "normalization": return normalizationView(store, operands);
    case "local_response": return localResponseView(store, operands, explained);
    case "activation": return activationView(store, operands, explained);
    case "linear": return linearView(store, operands, explained);
    case "matrix_product": return matrixProductView(store, operands, explained);
    case "arithmetic": return arithmeticView(store, operands, explained);
    case "concatenation": return concatenationView(store, operands);
    case "softmax": return softmaxView(store, operands, explained);
    case "moved": return movedView(store, operands);
    case "pixel": return pixelView(operands, explained);
    case "opaque": return [make("p", { class: "number-note" }, t(operands.reason))];
  }
}
