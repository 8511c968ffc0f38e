import type { RoomParticipant } from '@greenroom/core/video'
import * as roomCompositions from '@greenroom/core/video/room-compositions'
import * as roomParticipants from '@greenroom/core/video/room-participants'
import * as roomRecordings from '@greenroom/core/video/room-recordings'
import * as roomSessions from '@greenroom/core/video/room-sessions'
import * as rooms from '@greenroom/core/video/rooms'
import type { ClockMode } from './clock.ts'
import { ConnectionDropped, createFaults, type Faults } from './conditions/faults.ts'
import type { RateLimit } from './conditions/rate-limit.ts'
import { type CallAction, playCall, type ShownCall, showCall } from './control/calls.ts'
import { createControl } from './control/control.ts'
import { joinRoom, leaveRoom } from './control/participants.ts'
import { createEngine } from './engine.ts'
import { serveFile } from './files/serve-file.ts'
import { type Access, type ConnectionAddresses, createAccess } from './http/access.ts'
import { createApi } from './http/api.ts'
import { type Service, serve } from './http/handlers.ts'
import { Refusal, refusalResponse, refusals } from './http/refusal.ts'
import type { LoggedRequest, RequestLog } from './http/request-log.ts'
import { createInspector } from './inspector/inspector.ts'
import type { MovableClock } from './lifecycle/movable-clock.ts'
import { createLive, type Live } from './live/live.ts'
import type { OpenMedia } from './live/media/media.ts'
import { openNoMedia } from './live/media/no-media.ts'
import { createBoundedLog } from './log/bounded-log.ts'
import { loadSeed, type Seed } from './seed.ts'
import type { Snapshot } from './state/rows.ts'
import { texmlServices } from './texml/services.ts'
import { publicKeyText } from './tokens.ts'
import { untilAborted } from './until-aborted.ts'
import { createRoomCompositionHandlers, roomCompositionErrorShapes } from './video/room-compositions.ts'
import { createRoomParticipantHandlers, roomParticipantErrorShapes } from './video/room-participants.ts'
import { createRoomRecordingHandlers, roomRecordingErrorShapes } from './video/room-recordings.ts'
import { createRoomSessionHandlers, roomSessionErrorShapes } from './video/room-sessions.ts'
import { createRoomHandlers, roomErrorShapes } from './video/rooms.ts'
import { participantView } from './video/views.ts'
import { createPhone, type Phone } from './voice/phone.ts'
import type { WebhookDelivery } from './webhooks/outbox.ts'
import { senderHeader } from './webhooks/sender.ts'
import { keepAliveUntilSettled, type WorkerContext } from './worker.ts'

/** Options of an emulator. */
export interface EmulatorOptions {
  /** The only API key that it accepts. Default: any bearer key. */
  readonly apiKey?: string | undefined
  /**
   * SID of its account. Calls that are placed without an account SID belong to it, also those of a restored
   * snapshot. Default, also for an empty text: a random UUID; these calls are then found under every account
   * SID.
   */
  readonly accountSid?: string | undefined
  /** Initial data. Default: `'empty'`. */
  readonly seed?: Seed | undefined
  /** Start of its clock, in milliseconds since 1970. Default: now. */
  readonly now?: number | undefined
  /**
   * How its clock moves: `'running'`, with real time, or `'manual'`, only when it is moved. Durations and
   * expiry times are then the same on each run. Default: `'running'`.
   */
  readonly clock?: ClockMode | undefined
  /**
   * Whether it ignores unknown fields, filters and query values, as the API may. Default: false, it rejects
   * them.
   */
  readonly lenient?: boolean | undefined
  /** Minimum duration of each call, in milliseconds of real time. Default: 0. */
  readonly latencyMs?: number | undefined
  /** Rate limit, with windows that follow its clock. Default: no limit. */
  readonly rateLimit?: RateLimit | undefined
  /** Its own URL, which download links start with. Default: `http://localhost`. */
  readonly publicUrl?: string | (() => string) | undefined
  /** Sends its webhooks. Default: the global `fetch`. */
  readonly fetch?: typeof fetch | undefined
  /**
   * Opens the WebSockets of `<ConversationRelay>` and `<Stream>`. Default: the global `WebSocket`. Like
   * webhooks, they go to other machines only with `webhooksAnywhere`.
   */
  readonly openSocket?: ((url: string) => WebSocket) | undefined
  /**
   * Host names and addresses under which it may be used, besides `localhost` and loopback addresses: those
   * that the `Host` header may name and pages may be on. Default: none.
   */
  readonly allowedHosts?: readonly string[] | undefined
  /**
   * Whether other machines may use the control API and the inspector. Default: false, only this machine.
   */
  readonly controlAnywhere?: boolean | undefined
  /** Whether it may send webhooks to other machines. Default: false, only to loopback addresses. */
  readonly webhooksAnywhere?: boolean | undefined
  /**
   * Whether phone calls are answered automatically after 4 s. Default: false, the control API plays the
   * remote party.
   */
  readonly autoAnswer?: boolean | undefined
  /** Creates the media transport of a live room. Default: live rooms have no media. */
  readonly openMedia?: OpenMedia | undefined
}

/** An emulator of the Telnyx Video and TeXML API. */
export interface Emulator {
  /**
   * Responds to a request to `/v2/…` or `/_emulator/…`, on any host unless it has a `Host` header. A Worker
   * passes its context, for webhooks.
   */
  readonly fetch: (
    input: string | URL | Request,
    init?: RequestInit,
    context?: WorkerContext,
  ) => Promise<Response>
  /** Its clock, which determines when tokens expire and tasks are due. */
  readonly clock: Pick<MovableClock, 'now' | 'advance' | 'set'>
  /** Deletes all records and loads a seed. Default: the seed from the options. */
  reset(seed?: Seed): void
  /**
   * Adds a participant to a room, as the media server does.
   *
   * @throws {Refusal} with `status` 401, 403, 404 or 422.
   */
  join(
    roomId: string,
    participant: { readonly client_token: string; readonly context?: string },
  ): Promise<RoomParticipant>
  /** Removes a participant. The session ends when the last participant leaves. */
  leave(participantId: string): RoomParticipant
  /**
   * Plays the remote party of a phone call, who rings, answers, is busy, does not answer, presses keys or
   * hangs up.
   *
   * @throws {Refusal} with `status` 404, or 422 if the call's status does not allow the action.
   */
  play(callSid: string, action: CallAction, digits?: string): ShownCall
  /**
   * Returns a telephone with a number, which can call applications and answer calls. It moves the clock while
   * it listens.
   */
  phone(number: string): Phone
  /** Returns all phone calls with their timelines, newest first. */
  calls(): readonly ShownCall[]
  /** Returns the latest 1,000 requests to the API, oldest first. Secrets are masked, long values cut. */
  requests(): readonly LoggedRequest[]
  /** Its webhook deliveries and public key. */
  readonly webhooks: Webhooks
  /** Injects faults into the next requests. */
  readonly faults: Faults
  /** Its live rooms. */
  readonly live: Live
  /** Returns its whole state as one JSON object. */
  snapshot(): Promise<Snapshot>
  /** Restores a snapshot, or throws and changes nothing. */
  restore(snapshot: Snapshot): void
}

/** The emulator's webhook deliveries. */
export interface Webhooks {
  /** Returns the latest 1,000 attempts, oldest first. */
  deliveries(): readonly WebhookDelivery[]
  /** Resolves once no delivery is under way. Does not wait for scheduled retries. */
  settled(): Promise<void>
  /** Returns the key that verifies their signatures: base64 of 32 bytes, as `verifyWebhook` expects it. */
  publicKey(): Promise<string>
}

/**
 * Creates an emulator in this process, without a port. Its state is in memory.
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
  const { handle, stop: _, access: __, ...emulator } = createEmulatorHandler(options)
  return {
    ...emulator,
    fetch(input, init, context) {
      const request = new Request(input, init)
      const response = untilAborted(request.signal, () => handle(request))
      return keepAliveUntilSettled(response, emulator.webhooks.settled, context)
    },
  }
}

/** An emulator for a server. */
export interface EmulatorHandler extends Omit<Emulator, 'fetch'> {
  /**
   * Responds to a request of a server, which handles an abort itself. Without a connection, the request is
   * from this process.
   */
  readonly handle: (request: Request, connection?: ConnectionAddresses) => Promise<Response>
  readonly access: Access
  /** Disconnects the participants and bots of live rooms and stops the scheduler. */
  stop(): void
}

/** Creates an emulator for a server. */
export function createEmulatorHandler(options: EmulatorOptions = {}): EmulatorHandler {
  const { publicUrl = 'http://localhost' } = options
  const engine = createEngine({
    now: options.now,
    clock: options.clock,
    base: typeof publicUrl === 'function' ? publicUrl : () => publicUrl,
    ownUrl: () => (typeof options.publicUrl === 'function' ? options.publicUrl() : options.publicUrl),
    fetch: options.fetch,
    webhooksAnywhere: options.webhooksAnywhere,
    openSocket: options.openSocket,
    autoAnswer: options.autoAnswer,
    accountSid: options.accountSid,
  })
  const live = createLive(engine, options.openMedia ?? (async () => openNoMedia()))
  const log: RequestLog = createBoundedLog({ onChange: engine.changes.note })
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

  const reset = (nextSeed: Seed) => {
    live.dropAll()
    loadSeed(engine, nextSeed)
    log.clear()
    faults.clear()
  }
  const restore = (snapshot: Snapshot) => {
    engine.restore(snapshot)
    // Connected participants are not part of the snapshot.
    live.dropAll()
  }
  const control = createControl({
    engine,
    services,
    log,
    faults,
    reset: (nextSeed = seed) => reset(nextSeed),
    restore,
    live,
  })
  const inspector = createInspector({ engine, log, faults, reset })

  const access = createAccess(options.allowedHosts ?? [])

  const route = async (request: Request, connection?: ConnectionAddresses): Promise<Response> => {
    const { pathname, searchParams } = new URL(request.url)
    const { headers } = request
    const accessRequest = { host: headers.get('host'), origin: headers.get('origin'), connection }
    access.checkHost(accessRequest)
    if (headers.get(senderHeader) === engine.outbox.sender)
      throw refusals.forbidden('A callback of the emulator must not call the emulator itself')
    engine.scheduler.run()
    // A link is a secret, and pages on any origin may play its file.
    if (pathname.startsWith('/files/')) return serveFile(engine, request, pathname.slice('/files/'.length))
    access.checkOrigin(accessRequest)
    if (pathname.startsWith('/v2/')) return api(request, pathname.slice('/v2'.length), searchParams)
    if (!options.controlAnywhere) access.checkPeer(accessRequest)
    if (pathname === '/_emulator' || pathname.startsWith('/_emulator/')) return control.fetch(request)
    return inspector.fetch(request)
  }
  const handle: EmulatorHandler['handle'] = (request, connection) =>
    route(request, connection).catch((error: unknown) => {
      if (error instanceof Refusal) return refusalResponse(error)
      if (error instanceof ConnectionDropped || request.signal.aborted) throw error
      console.error(error)
      return refusalResponse(refusals.unexpected('The emulator failed. Its output contains the error.'))
    })

  return {
    handle,
    access,
    stop() {
      live.dropAll()
      engine.scheduler.stop()
      engine.sockets.closeAll()
    },
    clock: engine.clock,
    reset: (nextSeed = seed) => reset(nextSeed),
    join: async (roomId, { client_token, context }) =>
      participantView(await joinRoom(engine, roomId, client_token, context ?? null)),
    leave: (participantId) => participantView(leaveRoom(engine, participantId)),
    play: (callSid, action, digits) =>
      playCall(engine, callSid, action, digits === undefined ? {} : { digits }),
    phone: (number) => createPhone(engine, number),
    calls: () => engine.state.calls.all().map(showCall),
    requests: () => log.latest(),
    faults,
    live,
    webhooks: {
      deliveries: () => engine.outbox.log.latest(),
      settled: () => engine.clock.settled(),
      publicKey: async () => publicKeyText((await engine.account()).keys.webhook),
    },
    snapshot: () => engine.snapshot(),
    restore,
  }
}
