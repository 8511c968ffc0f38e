import type { Timers } from '@greenroom/core/join-token'
import type { JoinedRoom } from './connection.ts'
import { mediaToReceive, type ReceiveRules } from './receive-policy.ts'
import { createReconciler, type Step } from './reconciler.ts'
import type { LiveStream, LocalTracks } from './types.ts'
import type { VendorTracks } from './vendor.ts'
import { withTimeout } from './with-timeout.ts'

/** The streams of one stay in a room: those that are sent, and those that are taken. */
export interface Streams {
  /** Publishes tracks, other tracks, or nothing. */
  publish(key: string, tracks: LocalTracks | undefined): Promise<void>
  /** Takes what is wished of the streams that there are. */
  receive(streams: readonly LiveStream[], wishes: ReceiveRules): void
  stop(): void
}

/** Tracks, and whether they were on: the others are told of that, and a track can be switched on and off in place. */
interface Publication extends LocalTracks {
  readonly isAudioOn: boolean | undefined
  readonly isVideoOn: boolean | undefined
}

interface Reception {
  readonly participantId: string
  readonly key: string
  readonly audio: boolean
  readonly video: boolean
}

export function createStreams({ vendor, line }: JoinedRoom, timers: Timers, callMs: number): Streams {
  const reconcile = <Want extends object>(what: string, step: Step<Want>) =>
    createReconciler<Want>((...args) => withTimeout(what, callMs, timers, () => step(...args)), timers)
  const sent = reconcile<Publication>('Publishing', (key, to, from) => {
    if (!to) return vendor.removeStream(key)
    return from ? vendor.updateStream(key, tracksOf(to)) : vendor.addStream(key, tracksOf(to))
  })
  const taken = reconcile<Reception>('Taking a stream', async (_, to, from) => {
    // Whoever publishes no more is given back by the vendor's package itself.
    if (!to) return
    const { participantId, key, audio, video } = to
    const wants = { audio, video }
    await (from
      ? vendor.updateSubscription(participantId, key, wants)
      : line.whileNobodyLeaves(() => vendor.addSubscription(participantId, key, wants)))
  })
  /** The streams that were taken, which are not given back but emptied: taking them again is then a matter of a moment. */
  const known = new Set<string>()
  // A stream that ends while it is taken fails, and that is all there is to it.
  const take = (id: string, reception?: Reception) => void taken.set(id, reception).catch(() => undefined)

  return {
    publish: (key, tracks) =>
      sent.set(
        key,
        tracks && { ...tracks, isAudioOn: tracks.audio?.enabled, isVideoOn: tracks.video?.enabled },
      ),
    receive(streams, wishes) {
      for (const id of known) {
        if (!streams.some((stream) => stream.id === id) && known.delete(id)) take(id)
      }
      for (const stream of streams) {
        const { id, participantId, key } = stream
        const { audio, video } = mediaToReceive(stream, wishes)
        if (stream.isLocal || !(audio || video || known.has(id))) continue
        known.add(id)
        take(id, { participantId, key, audio, video })
      }
    },
    stop() {
      sent.stop()
      taken.stop()
    },
  }
}

function tracksOf({ audio, video, simulcast }: LocalTracks): VendorTracks {
  return { audio, video: video && simulcast ? { track: video, options: { enableSimulcast: true } } : video }
}
