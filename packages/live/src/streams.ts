import type { Timers } from '@greenroom/core/join-token'
import type { JoinedRoom } from './connection.ts'
import { createReconciler } from './reconciler.ts'
import type { LiveStream, LocalTracks } from './types.ts'
import type { VendorTracks, VendorWants } from './vendor.ts'
import { type Wishes, wantsOf } from './wants.ts'
import { asError, within } from './within.ts'

/** The streams of one stay in a room: those that are sent, and those that are taken. */
export interface Streams {
  /** Publishes tracks, other tracks, or nothing. */
  publish(key: string, tracks: LocalTracks | undefined): Promise<void>
  /** Takes what is wished of the streams that there are. */
  receive(streams: readonly LiveStream[], wishes: Wishes): void
  stop(): void
}

/** Tracks, and whether they were on: the others are told of that, and a track can be switched on and off in place. */
interface Publication extends LocalTracks {
  readonly isAudioOn: boolean | undefined
  readonly isVideoOn: boolean | undefined
}

interface Reception extends VendorWants {
  readonly participantId: string
  readonly key: string
}

export function createStreams({ vendor: room, line }: JoinedRoom, timers: Timers, callMs: number): Streams {
  const call = async (what: string, run: () => Promise<void>) => {
    await within(Promise.resolve().then(run), callMs, timers, what).catch((thrown: unknown) => {
      throw asError(thrown, what)
    })
  }
  const sent = createReconciler<Publication>({
    timers,
    isSame: (a, b) =>
      a?.audio === b?.audio &&
      a?.video === b?.video &&
      a?.isAudioOn === b?.isAudioOn &&
      a?.isVideoOn === b?.isVideoOn &&
      !a === !b,
    apply: (key, from, to) =>
      call(`Publishing ${key}`, () => {
        if (!to) return room.removeStream(key)
        return from ? room.updateStream(key, tracksOf(to)) : room.addStream(key, tracksOf(to))
      }),
  })
  const taken = createReconciler<Reception>({
    timers,
    isSame: (a, b) => a?.audio === b?.audio && a?.video === b?.video,
    apply: (_, from, to) =>
      call('Taking a stream', async () => {
        if (!to) return
        const { participantId, key, audio, video } = to
        const wants = { audio, video }
        await (from
          ? room.updateSubscription(participantId, key, wants)
          : line.whileNobodyLeaves(() => room.addSubscription(participantId, key, wants)))
      }),
  })
  /** The streams that were taken, which are not given back but emptied: taking them again is then a matter of a moment. */
  const known = new Set<string>()

  return {
    publish: (key, tracks) => sent.set(key, tracks && asPublication(tracks)),
    receive(streams, wishes) {
      const present = new Set(streams.map(({ id }) => id))
      for (const id of known) {
        if (present.has(id)) continue
        known.delete(id)
        // Whoever publishes no more is given back by the vendor's package itself.
        taken.set(id, undefined).catch(() => undefined)
      }
      for (const stream of streams) {
        const wants = wantsOf(stream, wishes)
        if (!wants && !known.has(stream.id)) continue
        known.add(stream.id)
        const { participantId, key } = stream
        const { audio, video } = wants ?? { audio: false, video: false }
        // A stream that ends while it is taken fails, and that is all there is to it.
        taken.set(stream.id, { participantId, key, audio, video }).catch(() => undefined)
      }
    },
    stop() {
      sent.stop()
      taken.stop()
    },
  }
}

function asPublication({ audio, video, simulcast }: LocalTracks): Publication {
  return { audio, video, simulcast, isAudioOn: audio?.enabled, isVideoOn: video?.enabled }
}

function tracksOf({ audio, video, simulcast = false }: LocalTracks): VendorTracks {
  return {
    ...(audio ? { audio } : {}),
    ...(video ? { video: simulcast ? { track: video, options: { enableSimulcast: true } } : video } : {}),
  }
}
