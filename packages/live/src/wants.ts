import type { LiveStream, ReceivePolicy, Receiving } from './types.ts'
import type { VendorWants } from './vendor.ts'

/** What decides about a stream. */
export interface Wishes {
  readonly policy: ReceivePolicy
  /** What was said of single streams, by {@link streamName}. */
  readonly said: ReadonlyMap<string, Receiving>
  /** How many show a stream, by {@link streamName}. */
  readonly shown: ReadonlyMap<string, number>
}

/** What a stream is called across reconnections and republications. */
export function streamName(participantId: string, key: string): string {
  return `${participantId}/${key}`
}

/** What to take of a stream; undefined if it need not be taken at all. */
export function wantsOf(
  { participantId, key, isLocal }: LiveStream,
  { policy, said, shown }: Wishes,
): VendorWants | undefined {
  if (isLocal) return undefined
  const name = streamName(participantId, key)
  const isVideoDue = policy === 'all' || (policy === 'visible' && shown.has(name))
  const { audio = false, video = false } = said.get(name) ?? { video: isVideoDue }
  return audio || video ? { audio, video } : undefined
}
