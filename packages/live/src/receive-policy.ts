import type { LiveStream, ReceivePolicy, Receiving } from './types.ts'
import type { VendorSubscription } from './vendor.ts'

/** What decides about a stream. */
export interface ReceiveRules {
  readonly policy: ReceivePolicy
  /** What was said of single streams, by {@link streamName}. */
  readonly said: ReadonlyMap<string, Receiving>
  /** What is on show, each place by itself. */
  readonly shown: ReadonlySet<{ readonly name: string }>
}

/** What a stream is called across reconnections and republications. */
export function streamName(participantId: string, key: string): string {
  return `${participantId}/${key}`
}

/** What is wanted of a stream; of one's own there is all. */
export function mediaToReceive(
  { participantId, key, isLocal }: Pick<LiveStream, 'participantId' | 'key' | 'isLocal'>,
  { policy, said, shown }: ReceiveRules,
): VendorSubscription {
  if (isLocal) return { audio: true, video: true }
  const name = streamName(participantId, key)
  const isVideoDue = policy === 'all' || (policy === 'visible' && [...shown].some((one) => one.name === name))
  const { audio = false, video = false } = said.get(name) ?? { video: isVideoDue }
  return { audio, video }
}
