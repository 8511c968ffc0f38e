import type { Application } from '@greenroom/core/texml'
import { elementsOf } from '@greenroom/core/texml/language'
import { speechConfidence } from '../../texml/fork-lifecycle.ts'
import { beginPrompts, continuePrompts, type PromptMemory, stopPrompts } from '../prompts.ts'
import { actionOr, next, type Step, type Turn, type VerbHandler, wait } from '../verb-handler.ts'

/** The keys so far, and the wait for the next one. */
export interface GatherMemory extends PromptMemory {
  readonly digits: string
  /** Number of the current wait for a key. Timers of an earlier one are void. */
  readonly wait: number
}

type GatherTurn = Turn<'Gather', GatherMemory>

const start: GatherMemory = { prompt: null, digits: '', wait: 0 }

/** Executes `<Gather>`: keys interrupt its prompts, and a timeout, a finish key or their number ends it. */
export const gather: VerbHandler<'Gather', GatherMemory> = {
  begin(turn) {
    turn.remember(start)
    return afterPrompts(turn, beginPrompts(withDigits(turn), elementsOf(turn.element)))
  },
  on(turn, event) {
    if (event.type === 'key') return takesKeys(turn) ? takeKey(turn, event.key) : wait
    if (event.type === 'speech') return takesSpeech(turn) ? takeSpeech(turn, event.text) : wait
    const memory = turn.memory ?? start
    if (event.type === 'timer' && event.what === `key ${memory.wait}`) return endInput(turn)
    return afterPrompts(turn, continuePrompts(withDigits(turn), elementsOf(turn.element), event) ?? 'playing')
  },
  abandon: (turn) => stopPrompts(withDigits(turn)),
}

/** Lets the prompts change their part of the memory and keep the rest. */
function withDigits(turn: GatherTurn): Parameters<typeof beginPrompts>[0] {
  return {
    context: turn.context,
    get call() {
      return turn.call
    },
    get memory() {
      return turn.memory
    },
    remember: ({ prompt }) => turn.remember({ ...(turn.memory ?? start), prompt }),
    after: turn.after,
    fetch: turn.fetch,
    resolve: turn.resolve,
    note: turn.note,
  }
}

function afterPrompts(turn: GatherTurn, state: ReturnType<typeof beginPrompts>): Step {
  if (state === 'playing') return wait
  if (state !== 'done') return state
  waitForKey(turn)
  return wait
}

/** Waits for the next key, for `timeout` seconds. */
function waitForKey(turn: GatherTurn, memory = turn.memory ?? start): void {
  turn.remember({ ...memory, wait: memory.wait + 1 })
  turn.after(turn.attributes.timeout, `key ${memory.wait + 1}`)
}

function takesKeys({ attributes }: GatherTurn): boolean {
  return attributes.input.includes('dtmf')
}

function takesSpeech({ attributes }: GatherTurn): boolean {
  return attributes.input.includes('speech')
}

function takeKey(turn: GatherTurn, key: string): Step {
  const { finishOnKey, validDigits, numDigits, maxDigits, invalidDigitsAction } = turn.attributes
  stopPrompts(withDigits(turn))
  const memory = turn.memory ?? start
  const digits = memory.digits + key
  if (finishOnKey.includes(key)) return endInput(turn, true)
  if (validDigits !== undefined && !validDigits.includes(key)) {
    turn.note('invalid key', key)
    if (invalidDigitsAction !== undefined) return request(turn, invalidDigitsAction, { Digits: digits })
    waitForKey(turn)
    return wait
  }
  turn.remember({ ...memory, digits })
  if (digits.length >= (numDigits ?? maxDigits)) return endInput(turn)
  waitForKey(turn)
  return wait
}

function takeSpeech(turn: GatherTurn, text: string): Step {
  stopPrompts(withDigits(turn))
  const { partialResultCallback: url, partialResultCallbackMethod: method } = turn.attributes
  if (url !== undefined) {
    const fields = { UnstableSpeechResult: text, SequenceNumber: '0' }
    turn.notify({ url, method: method ?? 'POST', fields }, 'texml.gather.partial-result')
  }
  return request(turn, turn.attributes.action, { SpeechResult: text, Confidence: speechConfidence })
}

/** Ends the input. `action` gets the keys, also none after a finish key; otherwise the next verb runs. */
function endInput(turn: GatherTurn, byFinishKey = false): Step {
  const { digits } = turn.memory ?? start
  const isEnough = digits.length >= turn.attributes.minDigits
  return byFinishKey || (digits !== '' && isEnough)
    ? request(turn, turn.attributes.action, { Digits: digits })
    : next
}

function request(turn: GatherTurn, url: string | undefined, fields: Record<string, string>): Step {
  const application = turn.context.state.applications.get(turn.call.application_sid)?.fields as
    | Partial<Application>
    | undefined
  const method = application?.voice_method?.toUpperCase() === 'GET' ? 'GET' : 'POST'
  return actionOr(url, method, fields)
}
