import type { RoomParticipant } from '@greenroom/core/video'
import * as roomCompositions from '@greenroom/core/video/room-compositions'
import * as roomParticipants from '@greenroom/core/video/room-participants'
import * as roomRecordings from '@greenroom/core/video/room-recordings'
import * as roomSessions from '@greenroom/core/video/room-sessions'
import * as rooms from '@greenroom/core/video/rooms'
import type { Clock } from './clock.ts'
import { createFaults, type Faults } from './conditions/faults.ts'
import type { RateLimit } from './conditions/rate-limit.ts'
import { type CallAction, playCall, type ShownCall, showCall } from './control/calls.ts'
import { createControl } from './control/control.ts'
import { joinRoom, leaveRoom } from './control/participants.ts'
import { createEngine } from './engine.ts'
import { serveFile } from './files/serve-file.ts'
import { createApi } from './http/api.ts'
import { type Service, serve } from './http/handlers.ts'
import { createRequestLog, type LoggedRequest } from './http/request-log.ts'
import { createInspector } from './inspector/inspector.ts'
import { createLive, type Live } from './live/live.ts'
import type { OpenMedia } from './live/media/media.ts'
import { openNoMedia } from './live/media/no-media.ts'
import { loadSeed, type Seed } from './seed.ts'
import type { Snapshot } from './state/rows.ts'
import { texmlServices } from './texml/services.ts'
import { publicKeyText } from './tokens.ts'
import { createRoomCompositionHandlers, roomCompositionErrorShapes } from './video/room-compositions.ts'
import { createRoomParticipantHandlers, roomParticipantErrorShapes } from './video/room-participants.ts'
import { createRoomRecordingHandlers, roomRecordingErrorShapes } from './video/room-recordings.ts'
import { createRoomSessionHandlers, roomSessionErrorShapes } from './video/room-sessions.ts'
import { createRoomHandlers, roomErrorShapes } from './video/rooms.ts'
import { participantView } from './video/views.ts'
import type { WebhookDelivery } from './webhooks/outbox.ts'
import { keepAliveUntilSettled, type WorkerContext } from './worker.ts'

/** How an emulator is set up. */
export interface EmulatorOptions {
  /** The only key that it takes. Default: any bearer key will do. */
  readonly apiKey?: string | undefined
  /** What it is filled with. Default: `'empty'`. */
  readonly seed?: Seed | undefined
  /** Where its clock begins, in milliseconds since 1970. Default: now. */
  readonly now?: number | undefined
  /** Whether it passes over unknown fields, filters and query values, as the API may. Default: false, they are refused. */
  readonly lenient?: boolean | undefined
  /** How long each call takes at least, in milliseconds of real time. Default: 0. */
  readonly latencyMs?: number | undefined
  /** How many requests it takes, counted by its clock. Default: no limit. */
  readonly rateLimit?: RateLimit | undefined
  /** Where it can be reached, which its download links begin with. Default: `http://localhost`. */
  readonly publicUrl?: string | (() => string) | undefined
  /** Sends its webhooks. Default: the global `fetch`. */
  readonly fetch?: typeof fetch | undefined
  /** Whether webhooks may go to other machines. Default: false, they go to loopback addresses alone. */
  readonly webhooksAnywhere?: boolean | undefined
  /** Whether calls are answered by themselves, 4 s after they were placed. Default: false, the control plays the other end. */
  readonly autoAnswer?: boolean | undefined
  /** Opens what carries the media of a live room. Default: nothing does. */
  readonly openMedia?: OpenMedia | undefined
}

/** The API on your machine. */
export interface Emulator {
  /** Answers a request to `/v2/…` or `/_emulator/…`, on any host. A Worker hands its context on, for webhooks. */
  readonly fetch: (input: RequestInfo | URL, init?: RequestInit, context?: WorkerContext) => Promise<Response>
  /** Its time: tokens end by it. */
  readonly clock: Pick<Clock, 'now' | 'advance' | 'set'>
  /** Empties it, or fills it anew. Default: the seed that it began with. */
  reset(seed?: Seed): void
  /**
   * Lets somebody join a room, as the media server would.
   *
   * @throws {Refusal} with `status` 401, 403, 404 or 422.
   */
  join(
    roomId: string,
    by: { readonly client_token: string; readonly context?: string },
  ): Promise<RoomParticipant>
  /** Takes a participant out; the last one out ends the session. */
  leave(participantId: string): RoomParticipant
  /**
   * Plays the other end of a call: it rings, answers, is busy, does not answer, presses keys or hangs up.
   *
   * @throws {Refusal} with `status` 404, or 422 where the call does not stand so that this can happen.
   */
  play(callSid: string, action: CallAction, digits?: string): ShownCall
  /** All calls, newest first, each with what happened to it. */
  calls(): readonly ShownCall[]
  /** The latest 1,000 requests to the API, oldest first; secrets are masked. */
  requests(): readonly LoggedRequest[]
  readonly webhooks: Webhooks
  /** Makes the next calls fail. */
  readonly faults: Faults
  /** The rooms in which people are. */
  readonly live: Live
  /** All it knows, as one JSON object. */
  snapshot(): Promise<Snapshot>
  /** Goes back to a snapshot. */
  restore(snapshot: Snapshot): void
}

/** What the emulator delivered. */
export interface Webhooks {
  /** The latest 1,000 tries, oldest first. */
  deliveries(): readonly WebhookDelivery[]
  /** Resolves once no delivery is under way; what waits for its time is not. */
  settled(): Promise<void>
  /** What they are signed by: base64 of 32 bytes, as `verifyWebhook` takes it. */
  publicKey(): Promise<string>
}

/**
 * Makes an emulator in this process: no port, no account, and state that lasts as long as it does.
 *
 * @example
 * ```ts
 * import { createClient } from '@greenroom/core'
 * import { rooms } from '@greenroom/core/video'
 * import { createEmulator } from '@greenroom/emulator'
 *
 * const emulator = createEmulator()
 * const client = createClient({ apiKey: 'KEY_any', fetch: emulator.fetch })
 * const room = await rooms.create(client, { unique_name: 'standup' })
 * const { token } = await rooms.createJoinToken(client, { room_id: room.id })
 * await emulator.join(room.id, { client_token: token })
 * ```
 */
export function createEmulator(options: EmulatorOptions = {}): Emulator {
  const { answer, stop: _, ...emulator } = createAnswering(options)
  return {
    ...emulator,
    fetch(input, init, context) {
      const request = new Request(input, init)
      const answered = untilAborted(request.signal, () => answer(request))
      return keepAliveUntilSettled(answered, emulator.webhooks.settled, context)
    },
  }
}

/** An emulator, and what answers its requests. */
export interface Answering extends Omit<Emulator, 'fetch'> {
  /** Answers a request as it comes from a server, which has made it and minds its end. */
  readonly answer: (request: Request) => Promise<Response>
  /** Ends what would go on by itself: people in live rooms, bots, and what waits for its time. */
  stop(): void
}

/** Makes an emulator for a server. */
export function createAnswering(options: EmulatorOptions = {}): Answering {
  const { publicUrl = 'http://localhost' } = options
  const engine = createEngine({
    now: options.now,
    base: typeof publicUrl === 'function' ? publicUrl : () => publicUrl,
    fetch: options.fetch,
    webhooksAnywhere: options.webhooksAnywhere,
    autoAnswer: options.autoAnswer,
  })
  const live = createLive(engine, options.openMedia ?? (async () => openNoMedia()))
  const log = createRequestLog()
  const seed = options.seed ?? 'empty'
  loadSeed(engine, seed)

  const services: readonly Service[] = [
    ...serve(rooms, createRoomHandlers(engine), roomErrorShapes),
    ...serve(roomSessions, createRoomSessionHandlers(engine), roomSessionErrorShapes),
    ...serve(roomParticipants, createRoomParticipantHandlers(engine), roomParticipantErrorShapes),
    ...serve(roomRecordings, createRoomRecordingHandlers(engine), roomRecordingErrorShapes),
    ...serve(roomCompositions, createRoomCompositionHandlers(engine), roomCompositionErrorShapes),
    ...texmlServices(engine),
  ]
  const faults = createFaults()
  const api = createApi({
    faults,
    latencyMs: options.latencyMs,
    rateLimit: options.rateLimit,
    services,
    clock: engine.clock,
    log,
    apiKey: options.apiKey,
    lenient: options.lenient ?? false,
  })

  const reset = (wanted: Seed) => {
    live.dropAll()
    loadSeed(engine, wanted)
    log.clear()
    faults.clear()
  }
  const restore = (snapshot: Snapshot) => {
    engine.restore(snapshot)
    // Who was there before is nobody whom the snapshot knows.
    live.dropAll()
  }
  const control = createControl({
    engine,
    services,
    log,
    faults,
    reset: (wanted = seed) => reset(wanted),
    restore,
    live,
  })
  const inspector = createInspector({ engine, log, faults, reset })

  const answer = async (request: Request): Promise<Response> => {
    const { pathname, searchParams } = new URL(request.url)
    engine.scheduler.run()
    if (pathname.startsWith('/v2/')) return api(request, pathname.slice('/v2'.length), searchParams)
    if (pathname === '/_emulator' || pathname.startsWith('/_emulator/')) return control.fetch(request)
    if (pathname.startsWith('/files/')) return serveFile(engine, request, pathname.slice('/files/'.length))
    return inspector.fetch(request)
  }

  return {
    answer,
    stop() {
      live.dropAll()
      engine.scheduler.stop()
    },
    clock: engine.clock,
    reset: (wanted = seed) => reset(wanted),
    join: async (roomId, { client_token, context }) =>
      participantView(await joinRoom(engine, roomId, client_token, context ?? null)),
    leave: (participantId) => participantView(leaveRoom(engine, participantId)),
    play: (callSid, action, digits) => playCall(engine, callSid, action, digits),
    calls: () => engine.state.calls.all().map(showCall),
    requests: () => log.all(),
    faults,
    live,
    webhooks: {
      deliveries: () => engine.outbox.all(),
      settled: () => engine.outbox.settled(),
      publicKey: async () => publicKeyText((await engine.account()).keys.webhook),
    },
    snapshot: () => engine.snapshot(),
    restore,
  }
}

/** Rejects as soon as the signal aborts, as a real fetch does, whatever the work is waiting for. */
function untilAborted<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason)
    const onAbort = () => reject(signal.reason)
    signal.addEventListener('abort', onAbort, { once: true })
    work()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', onAbort))
  })
}
