import { Hono } from 'hono'
import * as v from 'valibot'
import type { Failure } from '../conditions/failures.ts'
import { callActions, digitsPattern, playCall } from '../control/calls.ts'
import { refuseForeign } from '../control/loopback.ts'
import { joinRoom, leaveRoom } from '../control/participants.ts'
import { Fault, faultResponse, faults } from '../http/fault.ts'
import { Seed } from '../seed.ts'
import { inspectorPage } from './page.ts'
import type { InspectorContext } from './section.ts'

/** What the inspector works on. */
export interface InspectorOptions extends InspectorContext {
  reset(seed: Seed): void
}

const failures: Readonly<Record<string, Omit<Failure, 'times'>>> = {
  '500': { status: 500 },
  '503': { status: 503, headers: { 'retry-after': '2' } },
  '429': { status: 429, headers: { 'retry-after': '5' } },
  late: { delay_ms: 3000 },
  stall: { stall: true },
  drop: { drop: true },
}

/** Serves the page at `/`, and what its buttons do; only to this machine. */
export function createInspector(options: InspectorOptions): Hono {
  const { engine } = options
  const app = new Hono()
  app.use(async (context, next) => {
    refuseForeign(context.req.raw)
    await next()
  })
  app.onError((error) => {
    if (!(error instanceof Fault)) throw error
    const { status, errors } = error
    return errors[0] ? Response.json({ message: errors[0].detail }, { status }) : faultResponse(error)
  })
  app.notFound(() => faultResponse(faults.notFound('The API is at /v2, its control at /_emulator')))

  app.get('/', () => inspectorPage(options))

  app.post('/inspector/:action', async (context) => {
    const act = actions[context.req.param('action')]
    if (!act) throw faults.notFound('There is no such action')
    const message = await act(options, new URLSearchParams(await context.req.text()))
    // Without its script the page is shown again.
    return context.req.header('accept')?.includes('json')
      ? context.json({ message })
      : context.redirect('/', 303)
  })

  const actions: Readonly<
    Record<string, (of: InspectorOptions, form: URLSearchParams) => Promise<string> | string>
  > = {
    async join(_, form) {
      const room = form.get('room_id') ?? ''
      const name = form.get('name')?.trim() || 'Somebody'
      const { token } = await engine.tokens.mint('access', room, 60)
      await joinRoom(engine, room, token, JSON.stringify({ name }))
      return `${name} has joined.`
    },
    leave(_, form) {
      leaveRoom(engine, form.get('participant_id') ?? '')
      return 'They have left.'
    },
    call(_, form) {
      const act = callActions.find((one) => one === form.get('act'))
      if (!act) throw faults.notFound('There is no such action')
      const digits = form.get('digits') || undefined
      if (digits !== undefined && !digitsPattern.test(digits))
        throw faults.unprocessable('digits: 0-9, A-D, *, #')
      const { to, status } = playCall(engine, form.get('call_sid') ?? '', act, digits)
      return `The call to ${to} is ${status}.`
    },
    clock(_, form) {
      const secs = Number(form.get('advance_secs') ?? Number.NaN)
      if (!Number.isFinite(secs)) throw faults.unprocessable('advance_secs is not a number')
      engine.clock.advance(secs)
      return `The clock went on by ${secs} s.`
    },
    fail(of, form) {
      const failure = failures[form.get('failure') ?? '']
      const times = Number(form.get('times') ?? 1)
      if (!failure || !Number.isInteger(times) || times < 1)
        throw faults.unprocessable('There is no such failure')
      of.failures.add([{ ...failure, times }])
      return times === 1 ? 'The next call fails.' : `The next ${times} calls fail.`
    },
    recover(of) {
      of.failures.clear()
      return 'Calls succeed again.'
    },
    reset(of, form) {
      const seed = v.safeParse(Seed, form.get('seed'))
      if (!seed.success) throw faults.unprocessable('There is no such seed')
      of.reset(seed.output)
      return seed.output === 'demo' ? 'It is as in the demo.' : 'It is empty.'
    },
  }
  return app
}
