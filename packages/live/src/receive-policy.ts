import type { LiveStream, ReceivePolicy, Receiving } from './types.ts'
import type { VendorSubscription } from './vendor.ts'

/** The rules that decide what to receive of each stream. */
export interface ReceiveRules {
  readonly policy: ReceivePolicy
  /** Explicit choices for single streams, by {@link streamName}. They take precedence over the policy. */
  readonly overrides: ReadonlyMap<string, Receiving | undefined>
  /** The streams that are visible, one entry for each place that shows them. */
  readonly shown: ReadonlySet<{ readonly name: string }>
}

/** Returns a name for a stream that stays the same when it reconnects or is published again. */
export function streamName(participantId: string, key: string): string {
  return `${participantId}/${key}`
}

/** Returns which media of a stream to receive. The local participant's own streams are always complete. */
export function mediaToReceive(
  { participantId, key, isLocal }: Pick<LiveStream, 'participantId' | 'key' | 'isLocal'>,
  { policy, overrides, shown }: ReceiveRules,
): VendorSubscription {
  if (isLocal) return { audio: true, video: true }
  const name = streamName(participantId, key)
  const isVideoIncluded =
    policy === 'all' || (policy === 'visible' && [...shown].some((place) => place.name === name))
  const { audio = false, video = false } = overrides.get(name) ?? { video: isVideoIncluded }
  return { audio, video }
}
