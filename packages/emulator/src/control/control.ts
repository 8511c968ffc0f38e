import { problemsOf } from '@greenroom/core/wire'
import { Hono } from 'hono'
import * as v from 'valibot'
import { FaultList, type Faults } from '../conditions/faults.ts'
import type { Engine } from '../engine.ts'
import type { Service } from '../http/handlers.ts'
import { readBody } from '../http/read-body.ts'
import { Refusal, refusalResponse, refusals } from '../http/refusal.ts'
import { rejectDeepNesting } from '../http/reject-deep-nesting.ts'
import type { RequestLog } from '../http/request-log.ts'
import type { Live } from '../live/live.ts'
import { Seed } from '../seed.ts'
import { Snapshot } from '../state/rows.ts'
import { recordingView } from '../texml/views.ts'
import { publicKeyText } from '../tokens.ts'
import { version } from '../version.ts'
import { participantView } from '../video/views.ts'
import { receiveCall } from '../voice/inbound.ts'
import { addBot, BotInput, removeBots } from './bots.ts'
import { ActionInput, callActions, InboundInput, playCall, showCall } from './calls.ts'
import { streamChanges } from './change-stream.ts'
import { ClockMove, moveClock } from './move-clock.ts'
import { joinRoom, leaveRoom } from './participants.ts'
import { uploadRecording } from './recordings.ts'

/** What the control API works on. */
export interface ControlOptions {
  readonly engine: Engine
  readonly services: readonly Service[]
  readonly log: RequestLog
  readonly faults: Faults
  /** Deletes all records and loads a seed. */
  readonly reset: (seed?: Seed) => void
  /** Restores a snapshot. */
  readonly restore: (snapshot: Snapshot) => void
  readonly live: Live
}

/** Maximum size of a snapshot, in MiB: no JavaScript string can be longer. */
const maxSnapshotMiB = 512

const Reset = v.strictObject({ seed: v.optional(Seed) })
const Join = v.strictObject({ client_token: v.string(), context: v.nullish(v.string()) })
/** Creates the app that serves `/_emulator`, the control API. */
export function createControl(options: ControlOptions): Hono {
  const { engine, services, log, faults, reset, restore, live } = options
  const { state, clock } = engine
  const app = new Hono().basePath('/_emulator')
  const time = () => ({ now: new Date(clock.now()).toISOString() })

  app.onError((error) => {
    if (error instanceof Refusal) return refusalResponse(error)
    throw error
  })
  app.notFound(() => refusalResponse(refusals.notFound('Unknown control call')))

  app.get('/', async (context) =>
    context.json({
      version,
      ...time(),
      clock: clock.mode,
      account_sid: engine.accountSid(),
      webhook_public_key: publicKeyText((await engine.account()).keys.webhook),
      endpoints: services.map(({ endpoint: { method, path } }) => ({ method, path })),
    }),
  )
  app.post('/reset', async (context) => {
    const { seed } = await bodyOf(context.req.raw, Reset)
    reset(seed)
    return context.json({ rooms: state.rooms.size, ...time() })
  })
  app.get('/state', async (context) => context.json(await engine.snapshot()))
  app.put('/state', async (context) => {
    restore(await bodyOf(context.req.raw, Snapshot, maxSnapshotMiB))
    return context.json({ rooms: state.rooms.size, ...time() })
  })
  app.post('/clock', async (context) => {
    await moveClock(engine, await bodyOf(context.req.raw, ClockMove))
    return context.json(time())
  })
  app.get('/faults', (context) => context.json({ data: faults.all() }))

  app.post('/faults', async (context) => {
    faults.add(await bodyOf(context.req.raw, FaultList))
    return context.json({ data: faults.all() }, 201)
  })

  app.delete('/faults', (context) => {
    faults.clear()
    return context.body(null, 204)
  })

  app.get('/calls', (context) => context.json({ data: state.calls.all().map(showCall) }))

  app.post('/calls', async (context) => {
    const call = receiveCall(engine, await bodyOf(context.req.raw, InboundInput))
    return context.json({ call_sid: call.id, data: showCall(call) }, 201)
  })

  app.get('/calls/:call_sid', (context) => {
    const call = state.calls.get(context.req.param('call_sid'))
    if (!call) throw refusals.notFound('Unknown call')
    return context.json({ data: showCall(call) })
  })

  app.post('/calls/:call_sid/recording', async (context) => {
    const { raw } = context.req
    const recordingSid = context.req.query('recording_sid')
    const recording = await uploadRecording(engine, context.req.param('call_sid'), raw, recordingSid)
    return context.json({ data: recordingView(recording, engine.links) })
  })

  app.post('/calls/:call_sid/:action', async (context) => {
    const { call_sid, action } = context.req.param()
    const knownAction = callActions.find((name) => name === action)
    if (!knownAction) throw refusals.notFound('Unknown action')
    return context.json(playCall(engine, call_sid, knownAction, await bodyOf(context.req.raw, ActionInput)))
  })

  app.get('/changes', (context) => streamChanges(engine.changes, context.req.raw.signal))
  app.get('/webhooks', (context) => context.json({ data: engine.outbox.log.latest() }))
  app.get('/requests', (context) => context.json({ data: log.latest() }))
  app.post('/rooms/:room_id/join', async (context) => {
    const { client_token, context: text } = await bodyOf(context.req.raw, Join)
    const participant = await joinRoom(engine, context.req.param('room_id'), client_token, text ?? null)
    return context.json(participantView(participant), 201)
  })
  app.post('/rooms/:room_id/bots', async (context) => {
    const input = await bodyOf(context.req.raw, BotInput)
    return context.json(participantView(addBot(engine, live, context.req.param('room_id'), input)), 201)
  })
  app.delete('/rooms/:room_id/bots/:id?', (context) => {
    removeBots(engine, live, context.req.param('room_id'), context.req.param('id'))
    return context.body(null, 204)
  })
  app.post('/participants/:id/leave', (context) =>
    context.json(participantView(leaveRoom(engine, context.req.param('id')))),
  )
  return app
}

async function bodyOf<T>(request: Request, schema: v.GenericSchema<unknown, T>, maxMiB?: number): Promise<T> {
  const text = await readBody(request, maxMiB)
  let body: unknown
  try {
    body = text === undefined || text.trim() === '' ? {} : JSON.parse(text)
  } catch {
    throw refusals.badRequest('The body is not JSON')
  }
  // A snapshot contains inputs of the API, which may have 64 levels themselves.
  rejectDeepNesting(body, 80)
  const checked = v.safeParse(schema, body)
  if (checked.success) return checked.output
  // The message names only the type of the value, which may be a token or a key.
  const [problem] = problemsOf(checked.issues, 'all')
  const { pointer = '', expected = '', received = '' } = problem ?? {}
  throw refusals.unprocessable(`${pointer || 'The body'}: expected ${expected}, got ${received}`, { pointer })
}
