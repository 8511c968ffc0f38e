import type { Timers } from '@greenroom/core/join-token'
import { type Attendance, attend } from './attendance.ts'
import { LiveRoomError } from './errors.ts'
import { readVendor } from './read-vendor.ts'
import { createStore } from './store.ts'
import { createStreams, type Streams } from './streams.ts'
import type { LiveRoom, LiveRoomOptions, LocalTracks, Receiving } from './types.ts'
import type { VendorRoom } from './vendor.ts'
import { streamName } from './wants.ts'
import { asError, within } from './within.ts'

/** Whoever speaks is said to speak once a second; they stopped when that did not come. */
const speakingMs = 2_000

const platformTimers: Timers = {
  setTimeout: (callback, ms) => setTimeout(callback, ms),
  clearTimeout: (timer) => clearTimeout(timer as number),
}

/**
 * Makes a live room over the vendor's `@telnyx/video`. It does nothing until it is joined.
 *
 * @example
 * ```ts
 * import type { JoinTokenSource } from '@greenroom/core/join-token'
 * import { createLiveRoom, type Initialize } from '@greenroom/live'
 *
 * declare const source: JoinTokenSource
 * declare const initialize: Initialize // import { initialize } from '@telnyx/video'
 *
 * const room = createLiveRoom({ room_id: source.room_id, source, initialize })
 * room.subscribe(() => console.log(room.getSnapshot().status))
 * await room.join()
 * ```
 */
export function createLiveRoom(options: LiveRoomOptions): LiveRoom {
  const { room_id, source, initialize, receive: policy = 'all' } = options
  const { timers = platformTimers, random = Math.random, messages = true } = options
  const { joinMs = 20_000, callMs = 10_000, leaveMs = 2_000 } = options.limits ?? {}
  const { joinAttempts = 3, reconnectAttempts = 30 } = options.limits ?? {}
  const store = createStore()
  const publications = new Map<string, { readonly tracks: LocalTracks; readonly forget: () => void }>()
  const said = new Map<string, Receiving>()
  const shown = new Map<string, number>()
  const departed = new Set<string>()
  const speakers = new Map<string, unknown>()
  let attendance: Attendance | undefined
  let stay: { readonly room: VendorRoom; readonly streams: Streams } | undefined
  let current: object | undefined
  let isDisposed = false

  const read = (room: VendorRoom) => {
    if (stay?.room !== room) return
    store.tell({ type: 'read', reading: readVendor(room.getState(), departed) })
    receiveStreams()
  }
  const receiveStreams = () => {
    stay?.streams.receive(store.getSnapshot().streams, { policy, said, shown })
  }
  const hear = (participantId: string) => {
    timers.clearTimeout(speakers.get(participantId))
    store.tell({ type: 'speaking', participantId, isSpeaking: true })
    const stop = () => {
      speakers.delete(participantId)
      store.tell({ type: 'speaking', participantId, isSpeaking: false })
    }
    speakers.set(participantId, timers.setTimeout(stop, speakingMs))
  }
  const addMessage = (from: string, content: unknown, to: unknown) => {
    const { type, payload } = Object(content) as { type?: unknown; payload?: unknown }
    const { localParticipantId } = store.getSnapshot()
    if (typeof payload !== 'string') return
    store.tell({
      type: 'message',
      message: {
        from,
        isLocal: from === localParticipantId,
        type: String(type),
        text: payload,
        to: Array.isArray(to) && to.length > 0 ? to.map(String) : undefined,
        at: Date.now(),
      },
    })
  }

  const part = () => {
    stay?.streams.stop()
    stay = undefined
    departed.clear()
    for (const timer of speakers.values()) timers.clearTimeout(timer)
    speakers.clear()
  }
  const begin = (): Attendance => {
    // One that was left may have something to say still, which is no longer of interest.
    const mine = {}
    current = mine
    const whileCurrent =
      <Args extends readonly unknown[]>(listener: (...args: Args) => void) =>
      (...args: Args) => {
        if (current === mine) listener(...args)
      }
    return attend({
      source,
      initialize,
      config() {
        const { context = source.getSnapshot().context } = options
        return {
          roomId: room_id,
          enableMessages: messages,
          logLevel: 'OFF',
          ...(context === undefined ? {} : { context }),
        }
      },
      joinMs,
      callMs,
      joinAttempts,
      reconnectAttempts,
      timers,
      random,
      onStatus: whileCurrent((status, reason, error) =>
        store.tell({ type: 'status', status, reason, error }),
      ),
      onJoined: whileCurrent((room) => {
        stay = { room: room.vendor, streams: createStreams(room, timers, callMs) }
        for (const [key, { tracks }] of publications) stay.streams.publish(key, tracks).catch(() => undefined)
        read(room.vendor)
      }),
      onParted: whileCurrent(part),
      onChange: whileCurrent(read),
      onGone: whileCurrent((participantId) => {
        departed.add(participantId)
        if (stay) read(stay.room)
      }),
      onTalking: whileCurrent(hear),
      // What one wrote oneself is there already, and may or may not come back.
      onMessage: whileCurrent((from, content, to) => {
        if (from !== store.getSnapshot().localParticipantId) addMessage(from, content, to)
      }),
    })
  }

  const publish = (key: string, tracks: LocalTracks): Promise<void> => {
    publications.get(key)?.forget()
    publications.set(key, { tracks, forget: watchEnds(key, tracks) })
    return stay?.streams.publish(key, tracks) ?? Promise.resolve()
  }
  /** A camera that is unplugged ends its track, and nothing else. */
  const watchEnds = (key: string, tracks: LocalTracks) => {
    const watched = [tracks.audio, tracks.video].flatMap((track) => track ?? [])
    const look = () => {
      const { audio, video, simulcast } = tracks
      publish(key, { audio: alive(audio), video: alive(video), simulcast }).catch(() => undefined)
    }
    for (const track of watched) track.addEventListener?.('ended', look)
    return () => {
      for (const track of watched) track.removeEventListener?.('ended', look)
    }
  }
  const leave = async () => {
    await within(attendance?.end('left') ?? Promise.resolve(), leaveMs, timers, 'Leaving').catch(
      () => undefined,
    )
  }

  return {
    room_id,
    getSnapshot: store.getSnapshot,
    subscribe: store.subscribe,
    join() {
      if (isDisposed) return Promise.reject(new LiveRoomError('not_joined', 'The room was disposed'))
      const { status } = store.getSnapshot()
      if (!attendance || status === 'left') attendance = begin()
      return attendance.joined
    },
    leave,
    publish,
    unpublish(key) {
      publications.get(key)?.forget()
      publications.delete(key)
      return stay?.streams.publish(key, undefined) ?? Promise.resolve()
    },
    receive(participantId, key, receiving) {
      const name = streamName(participantId, key)
      if (receiving) said.set(name, receiving)
      else said.delete(name)
      receiveStreams()
    },
    show(participantId, key) {
      const name = streamName(participantId, key)
      let isShown = true
      shown.set(name, (shown.get(name) ?? 0) + 1)
      receiveStreams()
      return () => {
        if (!isShown) return
        isShown = false
        const left = (shown.get(name) ?? 1) - 1
        if (left > 0) shown.set(name, left)
        else shown.delete(name)
        receiveStreams()
      }
    },
    async send(text, to) {
      const message = { type: 'text', payload: text }
      const { localParticipantId } = store.getSnapshot()
      if (!stay || !localParticipantId) throw new LiveRoomError('not_joined', 'The room is not joined')
      if (!messages) throw new LiveRoomError('invalid', 'The room was made without messages')
      const { room } = stay
      await within(
        Promise.resolve().then(() => room.sendMessage(message, to)),
        callMs,
        timers,
        'Sending a text',
      ).catch((thrown: unknown) => {
        throw asError(thrown, 'Sending a text')
      })
      addMessage(localParticipantId, message, to)
    },
    dispose() {
      isDisposed = true
      for (const { forget } of publications.values()) forget()
      publications.clear()
      void leave()
      store.close()
    },
  }
}

function alive(track: MediaStreamTrack | undefined): MediaStreamTrack | undefined {
  return track?.readyState === 'ended' ? undefined : track
}
