import type { Timers } from '@greenroom/core/join-token'
import type { JoinedRoom } from './connection.ts'
import { mediaToReceive, type ReceiveRules } from './receive-policy.ts'
import { createReconciler, type Step } from './reconciler.ts'
import type { LiveStream, LocalTracks } from './types.ts'
import type { VendorSubscription, VendorTracks } from './vendor.ts'
import { withTimeout } from './with-timeout.ts'

/** The streams of one stay in a room: published and received ones. */
export interface Streams {
  /** Publishes tracks under a key, replaces them, or unpublishes them if `tracks` is undefined. */
  publish(key: string, tracks: LocalTracks | undefined): Promise<void>
  /** Subscribes to the streams that the rules include. */
  receive(streams: readonly LiveStream[], rules: ReceiveRules): void
  stop(): void
}

/**
 * Tracks with their `enabled` states, which are sent to the other participants and may change without a new
 * track.
 */
interface Publication extends LocalTracks {
  readonly isAudioOn: boolean | undefined
  readonly isVideoOn: boolean | undefined
}

interface Reception extends VendorSubscription {
  readonly participantId: string
  readonly key: string
}

export function createStreams({ vendor, socket }: JoinedRoom, timers: Timers, callMs: number): Streams {
  const reconcile = <Want extends object>(operation: string, step: Step<Want>) =>
    createReconciler<Want>((...args) => withTimeout(operation, callMs, timers, () => step(...args)), timers)
  const published = reconcile<Publication>('Publishing', async (key, to, from) => {
    if (!to) {
      // Otherwise the vendor's package keeps sending the audio of the removed stream.
      if (from?.audio) await vendor.updateStream(key, {})
      return vendor.removeStream(key)
    }
    return from ? vendor.updateStream(key, tracksOf(to)) : vendor.addStream(key, tracksOf(to))
  })
  const received = reconcile<Reception>('Subscribing', async (_, to, from) => {
    // The vendor's package unsubscribes from ended streams automatically.
    if (!to) return
    const { participantId, key } = to
    await (from
      ? vendor.updateSubscription(participantId, key, to)
      : socket.holdDepartures(() => vendor.addSubscription(participantId, key, to)))
  })
  /**
   * Streams with a subscription. A subscription is never removed, only emptied, so that it can resume
   * quickly.
   */
  const subscribed = new Set<string>()
  // Subscribing to a stream that ends at the same time fails. The failure needs no handling.
  const subscribe = (id: string, reception?: Reception) =>
    void received.set(id, reception).catch(() => undefined)

  return {
    publish(key, tracks) {
      const audio = flowing(tracks?.audio)
      const video = flowing(tracks?.video)
      return published.set(
        key,
        tracks && { ...tracks, audio, video, isAudioOn: audio?.enabled, isVideoOn: video?.enabled },
      )
    },
    receive(streams, rules) {
      for (const id of subscribed) {
        if (!streams.some((stream) => stream.id === id) && subscribed.delete(id)) subscribe(id)
      }
      for (const stream of streams) {
        const { id, participantId, key } = stream
        const media = mediaToReceive(stream, rules)
        if (stream.isLocal || !(media.audio || media.video || subscribed.has(id))) continue
        subscribed.add(id)
        subscribe(id, { participantId, key, ...media })
      }
    },
    stop() {
      published.stop()
      received.stop()
    },
  }
}

/** Returns the track unless its device is gone or muted by the system, so that it sends nothing. */
function flowing(track: MediaStreamTrack | undefined): MediaStreamTrack | undefined {
  return track?.muted || track?.readyState === 'ended' ? undefined : track
}

function tracksOf({ audio, video, simulcast }: LocalTracks): VendorTracks {
  return { audio, video: video && simulcast ? { track: video, options: { enableSimulcast: true } } : video }
}
