import * as v from 'valibot'

/** Number of outputs that a program may print until the rest is left out. */
export const maxOutputs = 1_000
/** Characters of one output, before it is cut. */
export const maxOutputLength = 10_000

/** Importance of an output. */
export type OutputLevel = v.InferOutput<typeof OutputLevel>
const OutputLevel = v.picklist(['log', 'info', 'warn', 'error'])

const shortText = v.pipe(v.string(), v.maxLength(maxOutputLength + 100))

/**
 * A message of the program's worker. A program can send any message once it has found the port, so the page
 * checks each one.
 */
export type FromProgram = v.InferOutput<typeof FromProgram>
export const FromProgram = v.variant('type', [
  v.strictObject({ type: v.literal('ready') }),
  v.strictObject({ type: v.literal('output'), level: OutputLevel, text: shortText }),
  v.strictObject({ type: v.literal('finished'), ms: v.number() }),
  v.strictObject({ type: v.literal('failed'), text: shortText }),
  v.strictObject({ type: v.literal('changed') }),
  v.strictObject({ type: v.literal('alive') }),
  v.strictObject({
    type: v.literal('response'),
    id: v.number(),
    status: v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(599)),
    contentType: v.string(),
    body: v.pipe(v.string(), v.maxLength(4_000_000)),
  }),
])

/** A request to the emulator of the program, by one of the emulator's pages. */
export interface EmulatorRequest {
  readonly method: string
  /** Path and query. */
  readonly path: string
  readonly contentType?: string | undefined
  readonly body?: string | undefined
}

/** A message to the program's worker. */
export type ToProgram =
  | { readonly type: 'run'; readonly code: string }
  | ({ readonly type: 'request'; readonly id: number } & EmulatorRequest)
  | { readonly type: 'ask-alive' }
