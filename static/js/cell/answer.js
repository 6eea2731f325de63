/**
 * The shape of the answer to `GET …/cells/{channel}/{y}/{x}`: types only, no code. A number that is
 * NaN or infinite is null.
 *
 * @import { Frame } from "../types.js"
 *
 * @typedef {number | null} Figure
 * @typedef {Figure[]} Vector
 * @typedef {Figure[][]} Matrix
 * @typedef {[channel: number, y: number, x: number]} Cell
 *
 * @typedef {object} Source A number that went in: of a layer, of a learned tensor, or a constant.
 * @property {Figure} value
 * @property {string | null} layer
 * @property {Cell | null} cell
 * @property {string | null} parameter
 *
 * @typedef {{count: number, total: Figure}} Rest The terms that are not written out.
 *
 * @typedef {object} InputChannel
 * @property {number} channel
 * @property {Figure} total
 * @property {Matrix} patch
 * @property {Matrix} kernel
 * @property {Matrix} products
 *
 * @typedef {object} ConvolutionOperands
 * @property {"convolution"} kind
 * @property {string} source
 * @property {number} height Of the source's maps: beyond it lies padding.
 * @property {number} width
 * @property {(number | null)[]} rows Under the kernel; null: a gap of a transposed convolution.
 * @property {(number | null)[]} columns
 * @property {string} padding_mode
 * @property {boolean} transposed
 * @property {number} first The input channel that `totals` begins with.
 * @property {Vector} totals
 * @property {InputChannel[]} channels The strongest first.
 * @property {Rest | null} rest
 * @property {Figure} bias
 *
 * @typedef {object} PoolingOperands
 * @property {"pooling"} kind
 * @property {"maximum" | "mean" | "sum"} method
 * @property {string} source
 * @property {number} channel
 * @property {number[]} rows
 * @property {number[]} columns
 * @property {Matrix | null} values Null for windows of more than 1,024 cells.
 * @property {{y: number, x: number, ties: number} | null} winner
 * @property {Figure} total
 * @property {number | null} divisor
 *
 * @typedef {object} NormalizationOperands
 * @property {"normalization"} kind
 * @property {string} method
 * @property {Source} source
 * @property {{mean: Figure, variance: Figure, over: string, count: number | null}} statistics
 * @property {number} eps
 * @property {Figure} normalized
 * @property {Figure} weight
 * @property {Figure} bias
 *
 * @typedef {object} LocalResponseOperands
 * @property {"local_response"} kind
 * @property {Source} source
 * @property {number} first
 * @property {Vector} neighbours
 * @property {number} size
 * @property {number} alpha
 * @property {number} beta
 * @property {number} k
 * @property {Figure} divisor
 *
 * @typedef {object} ActivationOperands
 * @property {"activation"} kind
 * @property {string} function
 * @property {Record<string, unknown>} settings
 * @property {Source} source
 * @property {Vector} curve_x
 * @property {Vector} curve_y
 *
 * @typedef {object} LinearOperands
 * @property {"linear"} kind
 * @property {string} source
 * @property {number} count
 * @property {number[]} index
 * @property {Vector} inputs
 * @property {Vector} weights
 * @property {Vector} products
 * @property {Rest | null} rest
 * @property {Figure} bias
 *
 * @typedef {object} MatrixProductOperands
 * @property {"matrix_product"} kind
 * @property {number} count
 * @property {number[]} index
 * @property {Vector} left
 * @property {Vector} right
 * @property {Vector} products
 * @property {Rest | null} rest
 *
 * @typedef {object} ArithmeticOperands
 * @property {"arithmetic"} kind
 * @property {string} operation
 * @property {Source[]} terms
 * @property {number} scale What the second term is multiplied by first.
 * @property {Rest | null} rest
 *
 * @typedef {object} ConcatenationOperands
 * @property {"concatenation"} kind
 * @property {number} axis
 * @property {{layer: string | null, first: number, last: number}[]} parts
 * @property {number} chosen
 * @property {Source} source
 *
 * @typedef {object} SoftmaxOperands
 * @property {"softmax"} kind
 * @property {string} source
 * @property {number} own
 * @property {Figure} logit
 * @property {number} count
 * @property {Figure} shift
 * @property {number[]} index
 * @property {Vector} logits
 * @property {Vector} exponentials
 * @property {Rest | null} rest
 * @property {Figure} total
 * @property {boolean} logarithm
 *
 * @typedef {{kind: "moved", source: Source}} MovedOperands
 *
 * @typedef {object} PixelOperands
 * @property {"pixel"} kind
 * @property {number} level 0 to 255.
 * @property {number} mean
 * @property {number} std
 * @property {number} y The pixel's middle in the photo.
 * @property {number} x
 *
 * @typedef {{kind: "opaque", reason: string}} OpaqueOperands
 *
 * @typedef {ConvolutionOperands | PoolingOperands | NormalizationOperands | LocalResponseOperands
 *   | ActivationOperands | LinearOperands | MatrixProductOperands | ArithmeticOperands
 *   | ConcatenationOperands | SoftmaxOperands | MovedOperands | PixelOperands | OpaqueOperands} Operands
 *
 * @typedef {{rows: [number, number], columns: [number, number]}} Patch First and last, included.
 *
 * @typedef {object} CellField
 * @property {Patch | null} input
 * @property {Patch | null} theory
 * @property {Frame | null} photo
 * @property {(Patch & {layer: string})[]} layers The last one first.
 *
 * @typedef {object} Explained One number taken apart.
 * @property {string} run
 * @property {string} layer
 * @property {string} op
 * @property {string} kind
 * @property {Cell} cell
 * @property {Figure} value
 * @property {Figure} explained
 * @property {Figure} difference
 * @property {Figure} rounding
 * @property {string} formula
 * @property {string[]} inputs
 * @property {number} nonfinite
 * @property {Operands} operands
 * @property {CellField} field
 */

export {};
