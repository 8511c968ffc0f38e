import { type BoolEncoder, createBoolEncoder } from './bool-encoder.ts'
import { updateProbabilities } from './update-probabilities.ts'

/** A color in BT.601: luma from 16 to 235, chroma from 16 to 240. */
export interface Yuv {
  readonly y: number
  readonly u: number
  readonly v: number
}

/** An image of squares of 16 by 16 pixels, each in one color. */
export interface Mosaic {
  /** In squares. */
  readonly width: number
  readonly height: number
  /** Colors of the squares, row by row. */
  readonly squares: readonly Yuv[]
}

export const squareSize = 16

/** Block types that carry residues: the means of the 16 luma blocks (Y2), and chroma. */
const lumaMeans = 1
const chroma = 2
const evens = 128
const almostAlways = 254
/** Probability, in 256ths, that a square equals its prediction. */
const sameProbability = 230

/**
 * Returns the probability that a frame sets for a token. The values do not depend on neighboring blocks: the
 * first coefficient can have any value, and the block always ends after it.
 */
function probabilityOf(type: number, band: number, place: number): number | undefined {
  if (band === 1 && place === 0 && type <= chroma) return almostAlways
  return band === 0 && (type === lumaMeans || type === chroma) ? evens : undefined
}

/** Encodes a mosaic as a VP8 key frame (RFC 6386). The finest quantizer makes it lossless. */
export function encodeKeyFrame({ width, height, squares }: Mosaic): Uint8Array {
  const modes = createBoolEncoder()
  const residues = createBoolEncoder()
  writeHeader(modes)
  for (let at = 0; at < width * height; at++) {
    const square = squares[at] ?? gray
    const predicted = predict(at % width > 0 ? squares[at - 1] : undefined, squares[at - width])
    const isSame = square.y === predicted.y && square.u === predicted.u && square.v === predicted.v
    modes.bit(isSame ? 1 : 0, 256 - sameProbability)
    // DC prediction, the mean of the neighbors, for luma and for chroma.
    for (const [bit, probability] of [
      [1, 145],
      [0, 156],
      [0, 163],
      [0, 142],
    ] as const) {
      modes.bit(bit, probability)
    }
    if (!isSame) writeResidue(residues, square, predicted)
  }
  return assemble(width * squareSize, height * squareSize, modes.finish(), residues.finish())
}

const gray: Yuv = { y: 128, u: 128, v: 128 }

function predict(left: Yuv | undefined, above: Yuv | undefined): Yuv {
  if (!left || !above) return left ?? above ?? gray
  const mean = (name: keyof Yuv) => (left[name] + above[name] + 1) >> 1
  return { y: mean('y'), u: mean('u'), v: mean('v') }
}

function writeHeader(modes: BoolEncoder): void {
  modes.literal(0, 2) // color space, clamping
  modes.literal(0, 1) // no segments
  modes.literal(0, 1 + 6 + 3) // no loop filter, so that edges stay sharp
  modes.literal(0, 1 + 2) // no filter adjustments, one partition
  modes.literal(0, 7 + 5) // the finest quantizer for all blocks
  modes.literal(1, 1)
  for (const { type, band, place, stays } of updateProbabilities) {
    const probability = probabilityOf(type, band, place)
    modes.bit(probability !== undefined, stays)
    if (probability !== undefined) modes.literal(probability, 8)
  }
  modes.literal(1, 1) // flag squares that equal their prediction
  modes.literal(256 - sameProbability, 8)
}

/**
 * Writes the difference to the prediction. With the finest quantizer and the scales of both transforms, one
 * step of a pixel value is 8 in luma and 2 in chroma.
 */
function writeResidue(residues: BoolEncoder, square: Yuv, predicted: Yuv): void {
  writeBlock(residues, 8 * (square.y - predicted.y))
  for (let block = 0; block < 16; block++) residues.bit(0, almostAlways)
  for (const name of ['u', 'v'] as const) {
    for (let block = 0; block < 4; block++) writeBlock(residues, 2 * (square[name] - predicted[name]))
  }
}

/** Ranges of values: the path to each in the token tree, and the probabilities of its extra bits. */
const ranges: readonly [from: number, path: readonly number[], extra: readonly number[]][] = [
  [1, [0], []],
  [2, [1, 0, 0], []],
  [3, [1, 0, 1, 0], []],
  [4, [1, 0, 1, 1], []],
  [5, [1, 1, 0, 0], [159]],
  [7, [1, 1, 0, 1], [165, 145]],
  [11, [1, 1, 1, 0, 0], [173, 148, 140]],
  [19, [1, 1, 1, 0, 1], [176, 155, 140, 135]],
  [35, [1, 1, 1, 1, 0], [180, 157, 141, 134, 130]],
  [67, [1, 1, 1, 1, 1], [254, 254, 243, 230, 196, 177, 153, 140, 133, 130, 129]],
]

/** Writes a block with one coefficient, its mean. All probabilities in the token tree are even. */
function writeBlock(residues: BoolEncoder, value: number): void {
  residues.bit(value !== 0, evens)
  if (value === 0) return
  const size = Math.abs(value)
  const [from, path, extra] = ranges.findLast(([least]) => size >= least) ?? [1, [0], []]
  residues.bit(1, evens)
  for (const bit of path) residues.bit(bit, evens)
  extra.forEach((probability, at) => {
    residues.bit(((size - from) >> (extra.length - 1 - at)) & 1, probability)
  })
  residues.bit(value < 0, evens)
  residues.bit(0, almostAlways)
}

function assemble(width: number, height: number, first: Uint8Array, second: Uint8Array): Uint8Array {
  const shown = 0x10
  const tag = shown | (first.length << 5)
  const start = [0x9d, 0x01, 0x2a]
  const bytes = (value: number, count: number) =>
    Array.from({ length: count }, (_, at) => (value >> (8 * at)) & 0xff)
  return Uint8Array.from([
    ...bytes(tag, 3),
    ...start,
    ...bytes(width, 2),
    ...bytes(height, 2),
    ...first,
    ...second,
  ])
}
