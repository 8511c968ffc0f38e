import { type ActionInput, type CallAction, playCall, type ShownCall, showCall } from '../control/calls.ts'
import type { MovableClock } from '../lifecycle/movable-clock.ts'
import type { CallRow } from '../state/texml-rows.ts'
import { isOver } from '../texml/call-lifecycle.ts'
import type { TexmlContext } from '../texml/context.ts'
import { type InboundCall, receiveCall } from './inbound.ts'

/** Something that the remote party of a call heard. */
export type Heard = CallRow['heard'][number]

/** What a phone needs from the engine. */
export type PhoneContext = TexmlContext & { readonly clock: MovableClock }

/** A telephone for tests. */
export interface Phone {
  readonly number: string
  /**
   * Calls a number. Resolves once the first document of the call is fetched.
   *
   * @param to - number to call.
   * @param target - application, address or document that answers. Default: the application with the number
   *   as its name, or else the newest one.
   * @throws {Refusal} 422 if there is no such application.
   */
  call(to: string, target?: Pick<InboundCall, 'application_sid' | 'url' | 'texml'>): Promise<PhoneCall>
  /**
   * Returns the newest call to this phone that is not over, such as one that the API or a `<Dial>` placed.
   *
   * @throws {Error} if there is no such call.
   */
  incoming(): PhoneCall
}

/** A call as the person at the telephone has it. */
export interface PhoneCall {
  readonly sid: string
  /** Returns the call with its status, timeline and what was heard. */
  state(): ShownCall
  /**
   * Listens until a prompt matches, from the one after the last match. Moves the clock meanwhile, at most by
   * `withinSecs`.
   *
   * @param pattern - text or address of the prompt: a part of it, or a regular expression.
   * @param options.withinSecs - seconds of the clock. Default: 600.
   * @throws {Error} with what was heard, if the call ends or time is over before.
   */
  heard(pattern: RegExp | string, options?: { readonly withinSecs?: number }): Promise<Heard>
  /** Answers a call to this phone. */
  answer(by?: ActionInput['by']): Promise<void>
  /** Presses keys; `w` waits for half a second. Resolves once the application has responded. */
  press(keys: string): Promise<void>
  /** Says something. Resolves once the application has responded. */
  say(text: string): Promise<void>
  /** Waits: moves the clock. */
  wait(secs: number): Promise<void>
  /** Listens until the call is over, and returns its final status. Moves the clock meanwhile. */
  ended(options?: { readonly withinSecs?: number }): Promise<ShownCall['status']>
  /** Hangs up. Resolves once the application has responded. */
  hangUp(): Promise<void>
}

/** How long a phone listens by default, in seconds of the clock. */
const defaultSecs = 600

/** Creates a telephone with a number. */
export function createPhone(context: PhoneContext, number: string): Phone {
  return {
    number,
    async call(to, target = {}) {
      const { id } = receiveCall(context, { from: number, to, ...target })
      await context.clock.settled()
      return createPhoneCall(context, id)
    },
    incoming() {
      const [call] = context.state.calls.named(number)
      if (!call) throw new Error(`No call to ${number} is under way.`)
      return createPhoneCall(context, call.id)
    },
  }
}

function createPhoneCall(context: PhoneContext, sid: string): PhoneCall {
  const { clock, scheduler, state } = context
  /** Number of prompts up to the last match. */
  let matched = 0
  const current = () => state.calls.get(sid)
  const play = async (action: CallAction, input?: ActionInput) => {
    playCall(context, sid, action, input)
    await clock.settled()
  }
  /** Moves the clock from task to task until a condition holds or time is over. */
  const until = async (holds: () => boolean, withinSecs: number): Promise<boolean> => {
    const lastMs = clock.now() + withinSecs * 1000
    await clock.settled()
    while (!holds()) {
      const due = scheduler.nextDue()
      const call = current()
      if (!call || isOver(call) || due === undefined || due > lastMs) return holds()
      await clock.step((nowMs) => Math.max(due, nowMs))
    }
    return true
  }
  return {
    sid,
    state() {
      const call = current()
      if (!call) throw new Error('The call was removed.')
      return showCall(call)
    },
    async heard(pattern, { withinSecs = defaultSecs } = {}) {
      const find = () => {
        const heard = current()?.heard ?? []
        const index = heard.findIndex((prompt, at) => at >= matched && matches(prompt, pattern))
        return index < 0 ? undefined : index
      }
      if (!(await until(() => find() !== undefined, withinSecs)))
        throw new Error(transcript(current(), pattern))
      const index = find() ?? 0
      matched = index + 1
      return current()?.heard[index] as Heard
    },
    answer: (by) => play('answer', by === undefined ? {} : { by }),
    press: (keys) => play('digits', { digits: keys }),
    say: (text) => play('speech', { text }),
    wait: (secs) => clock.step((nowMs) => nowMs + secs * 1000),
    async ended({ withinSecs = defaultSecs } = {}) {
      const isEnded = () => isOver(current() ?? ({ status: 'completed' } as CallRow))
      if (!(await until(isEnded, withinSecs))) throw new Error(transcript(current(), 'the end of the call'))
      return current()?.status ?? 'completed'
    },
    hangUp: () => play('hangup'),
  }
}

function matches({ text, url }: Heard, pattern: RegExp | string): boolean {
  const heard = text ?? url ?? ''
  // A regular expression with the flag `g` or `y` would go on from its last match.
  return typeof pattern === 'string'
    ? heard.includes(pattern)
    : new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, '')).test(heard)
}

function transcript(call: CallRow | undefined, pattern: RegExp | string): string {
  const heard = call?.heard.map(({ verb, text, url }) => `  ${verb}: ${text ?? url ?? ''}`) ?? []
  const end =
    call && isOver(call) ? [`  The call is over (${call.status}): ${call.timeline.at(-1)?.detail ?? ''}`] : []
  return [`Did not hear ${pattern}. Heard:`, ...(heard.length > 0 ? heard : ['  nothing']), ...end].join('\n')
}
