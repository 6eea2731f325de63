import { fetchColormaps } from "./api.js";
import { readPalettes } from "./colour.js";
import { followAddress, parse } from "./compare/address.js";
import { loadModels, settle } from "./compare/begin.js";
import { mountColumn } from "./compare/column.js";
import { refuseDropsElsewhere } from "./compare/drops.js";
import { mountFigures } from "./compare/figures.js";
import { mountLarge } from "./compare/large.js";
import { followLayer } from "./compare/layerflow.js";
import { mountMessages } from "./compare/messages.js";
import { followOpen } from "./compare/openflow.js";
import { followPairs } from "./compare/pairs.js";
import { mountSheet } from "./compare/sheet.js";
import { mountSide } from "./compare/side.js";
import { followSide } from "./compare/siderun.js";
import { mountStage } from "./compare/stage.js";
import { mountSwap } from "./compare/swap.js";
import { mountVerdicts } from "./compare/verdicts.js";
import { find } from "./dom.js";
import { followDownload } from "./flow/download.js";
import { followNetwork } from "./flow/network.js";
import { followPicture } from "./flow/picture.js";
import { nothingYet } from "./nothing.js";
import { mountConnection } from "./panels/connection.js";
import { mountCopyLink } from "./panels/copylink.js";
import { mountPickers } from "./panels/picker.js";
import { mountTheme, themeNow } from "./panels/theme.js";
import { Store } from "./store.js";

/** @import { View } from "./types.js" */
/** @import { CompareStore, CompareView, Sides } from "./compare/types.js" */

/**
 * @param {CompareView} view
 * @returns {CompareStore}
 */
function comparison(view) {
  return new Store(view, {
    a: null, b: null, comparison: null, rows: null, nothing: false, shown: null, open: null, at: null, pointer: null,
    palettes: new Map(), theme: themeNow(), busy: {}, problems: {},
  });
}

/** @param {{image: string, model: string}} view */
function side(view) {
  return new Store(/** @type {View} */ ({ ...view, layer: null, channel: null, cell: null }), nothingYet(view.image));
}

/** @param {Sides} sides */
function mountNetworks(sides) {
  mountPickers((/** @type {const} */ (["a", "b"])).map((name) => ({
    button: find(`[data-side="${name}"] [data-side-model]`, HTMLButtonElement), store: sides[name],
  })));
}

async function start() {
  mountConnection();
  const { defaultImage = "", otherImage = "", defaultModel = "" } = find("#workspace", HTMLElement).dataset;
  const defaults = { model: defaultModel, a: defaultImage, b: otherImage };
  const asked = parse(location.search, defaults);
  await settle(asked, defaults);
  const sides = { a: side(asked.a), b: side(asked.b) };
  const store = comparison(asked.view);
  followAddress(sides, store, defaults);
  for (const name of /** @type {const} */ (["a", "b"])) {
    followPicture(sides[name]);
    followNetwork(sides[name]);
    followDownload(sides[name]);
    mountSide(sides[name], name, sides[name === "a" ? "b" : "a"]);
  }
  mountNetworks(sides);
  mountMessages(sides, store);
  mountCopyLink();
  mountTheme(store);
  refuseDropsElsewhere();
  mountSwap(sides, store);
  mountVerdicts(store);
  mountSheet(store);
  mountStage(store);
  mountFigures(store);
  for (const name of /** @type {const} */ (["a", "b", "difference"])) mountColumn(store, name);
  mountLarge(store);
  followPairs(sides, store);
  followLayer(store);
  followOpen(store);
  void fetchColormaps().then((answer) => store.put({ palettes: readPalettes(answer) }));
  void loadModels(sides);
  followSide(sides.a);
  followSide(sides.b);
}

void start();
