/**
 * The shapes of what the API answers and of what the page remembers: types only, no code.
 *
 * @typedef {"input" | "convolution" | "pooling" | "activation" | "normalization" | "linear"
 *   | "addition" | "concatenation" | "multiplication" | "dropout" | "reshape" | "output"
 *   | "other"} Kind
 *
 * @typedef {object} LayerName One layer of a run, in execution order.
 * @property {string} name
 * @property {Kind} kind
 * @property {string} op Class or function that made it, such as `Conv2d`.
 * @property {number[]} shape Without the batch axis.
 * @property {string[]} inputs
 * @property {boolean} hooked
 *
 * @typedef {object} Prediction
 * @property {number} index
 * @property {string} label
 * @property {number} probability 0 to 1.
 *
 * @typedef {object} Frame What the network sees, in pixels of the photo.
 * @property {number} left
 * @property {number} top
 * @property {number} width
 * @property {number} height
 *
 * @typedef {object} Run
 * @property {string} id
 * @property {string} model
 * @property {string} image
 * @property {Prediction[]} predictions Best first.
 * @property {LayerName[]} layers
 * @property {{preprocess: number, forward: number}} timing In milliseconds.
 * @property {string} layout
 * @property {Frame} frame
 * @property {Input} input
 * @property {{width: number, height: number}} photo
 * @property {string[]} notes
 *
 * @typedef {object} Strip The strongest maps of one layer, small.
 * @property {string} name
 * @property {number[]} channels Strongest first, unless `order` says otherwise.
 * @property {number[]} [order] Which of the maps in `pixels` each channel's is; without: the same.
 * @property {number} width
 * @property {number} height
 * @property {number} minimum Value of level 0.
 * @property {number} maximum Value of level 255.
 * @property {boolean} signed
 * @property {string} pixels Base64 of maps × height × width levels.
 *
 * @typedef {{run: string, layers: Strip[]}} Sheet
 *
 * @typedef {object} Figures
 * @property {number | null} minimum
 * @property {number | null} maximum
 * @property {number | null} mean
 * @property {number | null} std
 * @property {number} zeros Fraction of exact zeros, 0 to 1.
 *
 * @typedef {Figures & {nonfinite: number}} Statistics
 * @typedef {Figures & {channel: number, dead: boolean}} ChannelFigures
 * @typedef {{edges: number[], counts: number[]}} Histogram
 * @typedef {{size: number[], stride: number[], start: number[]}} ReceptiveField
 *
 * @typedef {object} LayerExtras
 * @property {number} parameters
 * @property {number} macs
 * @property {Record<string, unknown>} hyperparameters
 * @property {ReceptiveField | null} receptive_field
 * @property {Statistics & {dead: number}} statistics
 * @property {Histogram} histogram
 * @property {ChannelFigures[]} channels
 * @typedef {LayerName & LayerExtras} Layer
 *
 * @typedef {{channel: number, statistics: Statistics, histogram: Histogram}} Channel
 *
 * @typedef {object} Grid All maps of a layer in levels of 0 to 255.
 * @property {Uint8Array} pixels Maps × height × width.
 * @property {number} channels
 * @property {number} height
 * @property {number} width
 * @property {number} side Longest side at which a map is drawn, in CSS pixels.
 * @property {Scale} scale What the levels are spread over.
 * @property {number[]} minimum One value, or one per channel.
 * @property {number[]} maximum
 *
 * @typedef {object} Array32 An array exactly as the network computed it.
 * @property {number[]} shape
 * @property {Float32Array} values
 *
 * @typedef {{channels: number, height: number, width: number}} Input What a network takes.
 *
 * @typedef {object} Model
 * @property {string} id
 * @property {string} name
 * @property {string} family
 * @property {string} source
 * @property {string} status
 * @property {number} classes
 * @property {number} parameters
 * @property {Input} input
 * @property {Record<string, unknown>} weights
 * @property {Record<string, unknown>} accuracy As measured; empty where it was not.
 * @property {number | null} year
 * @property {string} summary What to look at.
 * @property {string} licence
 * @property {boolean} convolutional
 * @property {string} problem Why it is broken.
 *
 * @typedef {object} Job The download of a network's weights.
 * @property {string} id Empty until the server has answered.
 * @property {string} model
 * @property {"waiting" | "running" | "done" | "failed" | "cancelled"} status
 * @property {number} done Bytes.
 * @property {number | null} total Bytes.
 * @property {number | null} rate Bytes per second.
 * @property {{detail: string} | null} problem Why it has failed.
 *
 * @typedef {{models: Model[]}} Models
 * @typedef {{colormaps: {name: string, kind: string, rgb: number[][]}[]}} Colormaps
 *
 * @typedef {object} Picture A photo that the server keeps, or one on its way there.
 * @property {string} id
 * @property {string} title
 * @property {number} width
 * @property {number} height
 *
 * @typedef {Picture & {notes: string[]}} Uploaded
 *
 * @typedef {"spread" | "index" | "mean" | "max"} Sort
 * @typedef {"layer" | "channel" | "clipped"} Scale Clipped: of the layer without its extremes.
 * @typedef {"auto" | "viridis" | "magma" | "grey" | "diverging"} ColormapChoice
 *
 * @typedef {object} View The state of the page that its address holds.
 * @property {string} image
 * @property {string} model
 * @property {string | null} layer Null: the page chooses one that shows much.
 * @property {number | null} channel Null: the one that varies most.
 * @property {[number, number] | null} cell Row and column.
 * @property {Sort} sort
 * @property {Scale} scale
 * @property {ColormapChoice} colormap
 * @property {number | "auto"} size Longest side of one map in the grid, in CSS pixels.
 * @property {"strips" | "overview" | "graph"} view
 * @property {string | null} open The graph's open blocks, separated by commas; null: as many as
 *   are easily read.
 * @property {number} overlay How opaque a map lies over the photo, 0 to 100.
 * @property {0 | 1} effective Whether the effective field of the cell lies over the photo instead.
 * @property {0 | 1} unfold Whether the open map is unfolded into what it was made of.
 * @property {0 | 1} all Whether all of its parts are shown.
 * @property {number | null} part The input channel that is looked at; null: the strongest.
 * @property {"maps" | "weights"} pane What of the layer is shown.
 * @property {Kind | ""} kind
 * @property {string} q
 * @property {number | null} guide The open step of the guide, from 1; null: it is closed.
 *
 * @typedef {"photo" | "sheet" | "graph" | "layer" | "map" | "unfold" | "weights" | "guide"} Place Where on the page something happened.
 *
 * @typedef {object} Problem
 * @property {string} text
 * @property {{label: string, run: () => void}} [action] What the person can do about it.
 *
 * @typedef {Array32 & {run: string, layer: string, channel: number}} OpenMap
 *
 * @typedef {object} EffectiveField How much each pixel of the input moves one cell.
 * @property {string} run
 * @property {string} layer
 * @property {[channel: number, y: number, x: number]} cell
 * @property {import("./unfold/types.js").Picture} map
 *
 * @typedef {object} Data What has arrived for the view; null or empty while it has not.
 * @property {Model[]} models
 * @property {Model | null} other A network that an address names otherwise than the list does.
 * @property {Job | null} download The newest download of this visit.
 * @property {(Picture & {url: string}) | null} uploaded The newest photo of this visit; without an
 *   id while it is on its way to the server.
 * @property {Run | null} run
 * @property {Sheet | null} sheet
 * @property {import("./graph/answer.js").Graph | null} graph
 * @property {(Layer & {run: string}) | null} details
 * @property {Grid | null} grid
 * @property {Channel | null} figures
 * @property {OpenMap | null} map
 * @property {[number, number] | null} pointer The cell under the pointer.
 * @property {import("./unfold/types.js").Unfolded | null} unfolded
 * @property {import("./cell/answer.js").Explained | null} explained The cell that is spoken of.
 * @property {EffectiveField | null} field
 * @property {import("./weights/types.js").Weights | null} weights
 * @property {import("./lens/types.js").Lens | null} lens
 * @property {Map<string, import("./colour.js").Palette>} palettes
 * @property {Partial<Record<Place, string>>} busy What is being waited for.
 * @property {Partial<Record<Place, Problem>>} problems
 * @property {string[]} notes About the photo.
 * @property {{photo: string, digit: string}} last The newest picture of each kind in this visit.
 * @property {boolean} blank The drawing pad was cleared: nothing is on it, nothing is run.
 * @property {boolean} live A drawing is being run as it grows.
 * @property {"light" | "dark"} theme
 */

export {};
