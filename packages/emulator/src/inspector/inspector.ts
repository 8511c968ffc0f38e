import { Hono } from 'hono'
import * as v from 'valibot'
import type { Fault } from '../conditions/faults.ts'
import { callActions, digitsPattern, playCall } from '../control/calls.ts'
import { moveClock } from '../control/move-clock.ts'
import { joinRoom, leaveRoom } from '../control/participants.ts'
import { Refusal, refusalResponse, refusals } from '../http/refusal.ts'
import { phonePage } from '../phone/page.ts'
import { Seed } from '../seed.ts'
import { inspectorPage } from './page.ts'
import type { InspectorContext } from './section.ts'
import { shorten } from './text.ts'

/** What the inspector shows and acts on. */
export interface InspectorOptions extends InspectorContext {
  reset(seed: Seed): void
}

const faultOptions: ReadonlyMap<string, Omit<Fault, 'times'>> = new Map([
  ['500', { status: 500 }],
  ['503', { status: 503, headers: { 'retry-after': '2' } }],
  ['429', { status: 429, headers: { 'retry-after': '5' } }],
  ['delay', { delay_ms: 3000 }],
  ['stall', { stall: true }],
  ['drop', { drop: true }],
])

/** An action of the page. Returns a message for its user. */
type Action = (context: InspectorOptions, form: URLSearchParams) => Promise<string> | string

/** Creates the app that serves the page at `/` and its actions. */
export function createInspector(options: InspectorOptions): Hono {
  const { engine } = options
  const app = new Hono()
  app.onError((error) => {
    if (!(error instanceof Refusal)) throw error
    const { status, errors } = error
    return errors[0] ? Response.json({ message: errors[0].detail }, { status }) : refusalResponse(error)
  })
  app.notFound(() =>
    refusalResponse(refusals.notFound('Not found. The API is at /v2, its control API at /_emulator.')),
  )

  app.get('/', () => inspectorPage(options))
  app.get('/phone', (context) => phonePage(engine, context.req.query()))
  app.get('/phone/recordings/:id', (context) => {
    const { id } = context.req.param()
    if (!engine.state.texmlRecordings.get(id)) throw refusals.notFound('Unknown recording')
    // The link differs each time. This address stays the same while a page plays it.
    return context.redirect(new URL(engine.links.issue(id)).pathname)
  })

  app.post('/inspector/:action', async (context) => {
    const name = context.req.param('action')
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined
    if (!action) throw refusals.notFound('Unknown action')
    const message = await action(options, new URLSearchParams(await context.req.text()))
    // A browser without JavaScript is sent back to the page.
    return context.req.header('accept')?.includes('json')
      ? context.json({ message })
      : context.redirect('/', 303)
  })

  const actions: Readonly<Record<string, Action>> = {
    async join(_, form) {
      const room = form.get('room_id') ?? ''
      const name = form.get('name')?.trim() || 'Guest'
      const { token } = await engine.tokens.mint('access', room, 60)
      await joinRoom(engine, room, token, JSON.stringify({ name }))
      return `${shorten(name)} joined.`
    },
    leave(_, form) {
      leaveRoom(engine, form.get('participant_id') ?? '')
      return 'The participant left.'
    },
    call(_, form) {
      const act = callActions.find((name) => name === form.get('act'))
      if (!act) throw refusals.notFound('Unknown action')
      const digits = form.get('digits') || undefined
      if (digits !== undefined && !digitsPattern.test(digits))
        throw refusals.unprocessable('Digits can be 0-9, A-D, * and #')
      const { to, status } = playCall(
        engine,
        form.get('call_sid') ?? '',
        act,
        digits === undefined ? {} : { digits },
      )
      return `The call to ${shorten(to)} is ${status}.`
    },
    async clock(_, form) {
      const secs = Number(form.get('advance_secs') ?? Number.NaN)
      if (!Number.isFinite(secs)) throw refusals.unprocessable('advance_secs must be a number')
      await moveClock(engine, { advance_secs: secs })
      return `The clock advanced by ${secs} s.`
    },
    inject(context, form) {
      const fault = faultOptions.get(form.get('fault') ?? '')
      const times = Number(form.get('times') ?? 1)
      if (!fault || !Number.isInteger(times) || times < 1) throw refusals.unprocessable('Unknown fault')
      context.faults.add([{ ...fault, times }])
      return times === 1
        ? 'The fault applies to the next request.'
        : `The fault applies to the next ${times} requests.`
    },
    clear(context) {
      context.faults.clear()
      return 'All faults are cleared.'
    },
    reset(context, form) {
      const seed = v.safeParse(Seed, form.get('seed'))
      if (!seed.success) throw refusals.unprocessable('Unknown seed')
      context.reset(seed.output)
      return seed.output === 'demo' ? 'The demo data is loaded.' : 'All data is deleted.'
    },
  }
  return app
}
