import { followAddress, parse } from "./address.js";
import { fetchColormaps } from "./api.js";
import { readPalettes } from "./colour.js";
import { find } from "./dom.js";
import { followChannel } from "./flow/channel.js";
import { followGraph } from "./flow/graph.js";
import { followLayer } from "./flow/layer.js";
import { firstPicture, followPicture, loadModels } from "./flow/picture.js";
import { followRun } from "./flow/run.js";
import { mountAnswers } from "./panels/answers.js";
import { mountConnection } from "./panels/connection.js";
import { mountCopyLink } from "./panels/copylink.js";
import { mountExactMap } from "./panels/exactmap.js";
import { mountFilter } from "./panels/filter.js";
import { mountGlance } from "./panels/glance.js";
import { mountGraph } from "./panels/graph.js";
import { mountGrid } from "./panels/grid.js";
import { mountLayer } from "./panels/layer.js";
import { mountMessages } from "./panels/messages.js";
import { mountModel } from "./panels/model.js";
import { mountNumbers } from "./panels/numbers.js";
import { mountOverlay } from "./panels/overlay.js";
import { mountPad } from "./panels/pad.js";
import { mountPhoto } from "./panels/photo.js";
import { mountPicker } from "./panels/picker.js";
import { mountRunFacts } from "./panels/runfacts.js";
import { mountSeen } from "./panels/seen.js";
import { mountSheet } from "./panels/sheet.js";
import { mountSides } from "./panels/sides.js";
import { mountTakeaway } from "./panels/takeaway.js";
import { mountTheme, themeNow } from "./panels/theme.js";
import { mountThumbs } from "./panels/thumbs.js";
import { mountTools } from "./panels/tools.js";
import { mountUpload } from "./panels/upload.js";
import { FIRST_DIGIT } from "./pictures.js";
import { Store } from "./store.js";

/** @import { Data } from "./types.js" */

/**
 * @param {string} photo That the page begins with.
 * @returns {Data}
 */
function nothingYet(photo) {
  return {
    models: [], uploaded: null, run: null, sheet: null, graph: null, details: null, grid: null, figures: null,
    map: null, pointer: null, unfolded: null, explained: null, field: null, palettes: new Map(), busy: {}, problems: {}, notes: [],
    theme: themeNow(), last: { photo, digit: FIRST_DIGIT }, blank: false, live: false,
  };
}

function start() {
  const { dataset } = find("#workspace", HTMLElement);
  const { defaultImage: image = "", defaultModel: model = "" } = dataset;
  const store = new Store(parse(location.search, { model, imageOf: () => image }), nothingYet(image));
  followAddress(store, { model, imageOf: (id) => firstPicture(store.data.models.find((one) => one.id === id)) });
  followPicture(store);
  for (const mount of [
    mountMessages, mountConnection, mountTheme, mountCopyLink, mountPhoto, mountPad, mountThumbs,
    mountUpload, mountModel, mountPicker, mountSeen, mountAnswers, mountRunFacts, mountGlance,
    mountSheet, mountGraph, mountFilter, mountLayer, mountTools, mountGrid, mountExactMap, mountOverlay,
    mountNumbers, mountTakeaway, mountSides,
  ]) {
    mount(store);
  }
  void fetchColormaps().then((answer) => store.put({ palettes: readPalettes(answer) }));
  followLayer(store);
  followGraph(store);
  followChannel(store);
  const known = loadModels(store);
  void ("unsettled" in dataset ? known : Promise.resolve()).then(() => followRun(store));
}

start();
