import { followAddress, parse } from "./address.js";
import { fetchColormaps } from "./api.js";
import { readPalettes } from "./colour.js";
import { find } from "./dom.js";
import { followChannel } from "./flow/channel.js";
import { followDownload } from "./flow/download.js";
import { followExplained } from "./flow/explained.js";
import { followField } from "./flow/field.js";
import { followGraph } from "./flow/graph.js";
import { followLayer } from "./flow/layer.js";
import { followLens } from "./flow/lens.js";
import { followNetwork } from "./flow/network.js";
import { firstPicture, followPicture, loadModels } from "./flow/picture.js";
import { followRun } from "./flow/run.js";
import { followUnfold } from "./flow/unfold.js";
import { followWeights } from "./flow/weights.js";
import { nothingYet } from "./nothing.js";
import { mountAnswers } from "./panels/answers.js";
import { mountCompareLink } from "./panels/comparelink.js";
import { mountConnection } from "./panels/connection.js";
import { mountCopyLink } from "./panels/copylink.js";
import { mountExactMap } from "./panels/exactmap.js";
import { mountFetching } from "./panels/fetching.js";
import { mountFilter } from "./panels/filter.js";
import { mountGlance } from "./panels/glance.js";
import { mountGraph } from "./panels/graph.js";
import { mountGrid } from "./panels/grid.js";
import { mountLayer } from "./panels/layer.js";
import { mountLens } from "./panels/lens.js";
import { mountLensFigure } from "./panels/lensfigure.js";
import { mountMessages } from "./panels/messages.js";
import { mountModel } from "./panels/model.js";
import { mountNumber } from "./panels/number.js";
import { mountNumbers } from "./panels/numbers.js";
import { mountOverlay } from "./panels/overlay.js";
import { mountPad } from "./panels/pad.js";
import { mountPath } from "./panels/path.js";
import { mountPhoto } from "./panels/photo.js";
import { mountPicker } from "./panels/picker.js";
import { mountRunFacts } from "./panels/runfacts.js";
import { mountSeen } from "./panels/seen.js";
import { mountSees } from "./panels/sees.js";
import { mountSheet } from "./panels/sheet.js";
import { mountSides } from "./panels/sides.js";
import { mountTakeaway } from "./panels/takeaway.js";
import { mountTheme } from "./panels/theme.js";
import { mountThumbs } from "./panels/thumbs.js";
import { mountTools } from "./panels/tools.js";
import { mountTwin } from "./panels/twin.js";
import { mountUnfold } from "./panels/unfold.js";
import { mountUnfoldOutput } from "./panels/unfoldoutput.js";
import { mountUnfoldParts } from "./panels/unfoldparts.js";
import { mountUpload } from "./panels/upload.js";
import { mountWeights } from "./panels/weights.js";
import { findNetwork } from "./pictures.js";
import { Store } from "./store.js";

function start() {
  const { dataset } = find("#workspace", HTMLElement);
  const { defaultImage: image = "", defaultModel: model = "" } = dataset;
  const store = new Store(parse(location.search, { model, imageOf: () => image }), nothingYet(image));
  followAddress(store, { model, imageOf: (id) => firstPicture(findNetwork(store.data, id)) });
  followPicture(store);
  followNetwork(store);
  followDownload(store);
  for (const mount of [
    mountMessages, mountConnection, mountTheme, mountCopyLink, mountCompareLink, mountPhoto, mountPad, mountThumbs,
    mountUpload, mountModel, mountPicker, mountTwin, mountFetching, mountSeen, mountAnswers, mountRunFacts, mountGlance,
    mountSheet, mountGraph, mountFilter, mountLayer, mountTools, mountGrid, mountExactMap, mountOverlay,
    mountNumbers, mountTakeaway, mountUnfold, mountUnfoldOutput, mountUnfoldParts, mountNumber, mountSees,
    mountPath, mountWeights, mountSides, mountLens, mountLensFigure,
  ]) {
    mount(store);
  }
  void fetchColormaps().then((answer) => store.put({ palettes: readPalettes(answer) }));
  followLayer(store);
  followGraph(store);
  followChannel(store);
  followUnfold(store);
  followExplained(store);
  followField(store);
  followWeights(store);
  followLens(store);
  const known = loadModels(store);
  void ("unsettled" in dataset ? known : Promise.resolve()).then(() => followRun(store));
}

start();
