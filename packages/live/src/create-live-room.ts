import { systemTimers } from '@greenroom/core/join-token'
import { LiveRoomError } from './errors.ts'
import { type ReceiveRules, streamName } from './receive-policy.ts'
import { type ReconnectLoop, startReconnectLoop } from './reconnect-loop.ts'
import { withMessage, withReading, withStatus } from './state.ts'
import { createStore } from './store.ts'
import { createStreams, type Streams } from './streams.ts'
import type {
  LiveRoom,
  LiveRoomLimits,
  LiveRoomOptions,
  LocalTracks,
  Receiving,
  ResolvedLimits,
} from './types.ts'
import type { VendorMessage, VendorRoom } from './vendor.ts'
import { readVendorState } from './vendor-reading.ts'
import { withTimeout } from './with-timeout.ts'

/**
 * The server reports a speaking participant once a second. Without a report for this long, they have stopped.
 */
const speakingMs = 2_000

const defaultLimits: ResolvedLimits = {
  joinMs: 20_000,
  callMs: 10_000,
  leaveMs: 2_000,
  joinAttempts: 3,
  reconnectAttempts: 30,
}

/**
 * Creates a live room over the vendor's `@telnyx/video`. It does nothing until `join` is called.
 *
 * @example
 * ```ts
 * import type { JoinTokenSource } from '@greenroom/core/join-token'
 * import { createLiveRoom, type Initialize } from '@greenroom/live'
 *
 * declare const source: JoinTokenSource
 * declare const initialize: Initialize // import { initialize } from '@telnyx/video'
 *
 * const room = createLiveRoom({ roomId: source.roomId, source, initialize })
 * room.subscribe(() => console.log(room.getSnapshot().status))
 * await room.join()
 * ```
 */
export function createLiveRoom(options: LiveRoomOptions): LiveRoom {
  const { roomId, source, initialize, receive: policy = 'all' } = options
  const { timers = systemTimers, random = Math.random, messages = true } = options
  const limits = resolveLimits(options.limits)
  const { callMs } = limits
  const { getSnapshot, subscribe, change } = createStore()
  const publications = new Map<string, LocalTracks>()
  const overrides = new Map<string, Receiving | undefined>()
  const shown = new Set<{ readonly name: string }>()
  const rules: ReceiveRules = { policy, overrides, shown }
  const departed = new Set<string>()
  const speakers = new Map<string, unknown>()
  let loop: ReconnectLoop | undefined
  let stay: { readonly vendor: VendorRoom; readonly streams: Streams } | undefined
  let isDisposed = false

  const read = () => {
    if (!stay) return
    change(withReading(getSnapshot(), readVendorState(stay.vendor.getState(), { departed, speakers, rules })))
    stay?.streams.receive(getSnapshot().streams, rules)
  }
  const publishNow = async (key: string) => {
    // A component that unmounts unpublishes and, some microtasks later, leaves. The vendor's package would
    // cause unhandled rejections if its connections were closed while it unpublishes.
    for (let turn = 0; turn < 3 && !publications.has(key); turn++) await undefined
    return stay?.streams.publish(key, publications.get(key))
  }
  const publishAll = () => {
    for (const key of publications.keys()) publishNow(key).catch(() => undefined)
  }
  const addMessage = (
    from: string,
    { type, payload: text }: VendorMessage,
    to?: readonly string[] | null,
  ) => {
    const isLocal = from === getSnapshot().localParticipantId
    // Other clients may send payloads of any type.
    const isText = typeof text === 'string'
    const message = { from, isLocal, type, text, to: to?.length ? to : undefined, at: Date.now() }
    if (isText) change(withMessage(getSnapshot(), message))
  }

  const start = (): ReconnectLoop =>
    startReconnectLoop({
      source,
      initialize,
      limits,
      timers,
      random,
      config() {
        const { context = source.getSnapshot().context } = options
        const named = context ? { context } : {}
        return { roomId, enableMessages: messages, logLevel: 'OFF', ...named }
      },
      onStatus: (...status) => change(withStatus(getSnapshot(), ...status)),
      onJoined(room) {
        stay = { vendor: room.vendor, streams: createStreams(room, timers, callMs) }
        publishAll()
        read()
      },
      onParted() {
        stay?.streams.stop()
        stay = undefined
        departed.clear()
        for (const timer of speakers.values()) timers.clearTimeout(timer)
        speakers.clear()
      },
      onChange: read,
      onLeft(participantId) {
        departed.add(participantId)
        read()
      },
      onSpeaking(participantId) {
        timers.clearTimeout(speakers.get(participantId))
        const stop = () => {
          speakers.delete(participantId)
          read()
        }
        speakers.set(participantId, timers.setTimeout(stop, speakingMs))
        read()
      },
      onMessage(from, content, to) {
        // The local participant's messages are added when they are sent; the server may echo them.
        if (from !== getSnapshot().localParticipantId) addMessage(from, content, to)
      },
    })

  const publish = (key: string, tracks?: LocalTracks): Promise<void> => {
    if (tracks) publications.set(key, tracks)
    else publications.delete(key)
    for (const track of [tracks?.audio, tracks?.video]) {
      // A track that is unplugged or interrupted by a phone call leaves the others alone. The listener is not
      // removed: it is the same for all tracks, and what a replaced track does changes nothing.
      for (const type of ['ended', 'mute', 'unmute']) track?.addEventListener?.(type, publishAll)
    }
    return publishNow(key)
  }
  const leave = () =>
    withTimeout('', limits.leaveMs, timers, async () => loop?.end('left')).catch(() => undefined)

  return {
    roomId,
    getSnapshot,
    subscribe,
    join() {
      if (isDisposed) return Promise.reject(new LiveRoomError('not_joined', 'The room was disposed'))
      if (!loop || getSnapshot().status === 'left') loop = start()
      return loop.joined
    },
    leave,
    publish,
    unpublish: (key) => publish(key),
    receive(participantId, key, receiving) {
      overrides.set(streamName(participantId, key), receiving)
      read()
    },
    show(participantId, key) {
      const place = { name: streamName(participantId, key) }
      shown.add(place)
      read()
      return () => {
        shown.delete(place)
        read()
      }
    },
    async send(text, to) {
      const { localParticipantId: from = '' } = getSnapshot()
      if (!stay) throw new LiveRoomError('not_joined', 'The room is not joined')
      if (!messages) throw new LiveRoomError('invalid', 'Messages are disabled')
      // The vendor's package sends a message without recipients to all.
      if (to?.length === 0) throw new LiveRoomError('invalid', 'Messages need a recipient')
      const { vendor } = stay
      const message = { type: 'text', payload: text }
      await withTimeout('Sending', callMs, timers, () => vendor.sendMessage(message, to))
      addMessage(from, message, to)
    },
    dispose() {
      isDisposed = true
      publications.clear()
      void leave()
    },
  }
}

/** Returns the limits with defaults. A timeout of an unset variable would otherwise be over at once. */
function resolveLimits(limits: LiveRoomLimits = {}): ResolvedLimits {
  const given = Object.entries(limits).filter(([, value]) => !Number.isNaN(Number(value)))
  return { ...defaultLimits, ...Object.fromEntries(given) }
}
