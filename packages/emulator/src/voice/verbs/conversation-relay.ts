import { elementsOf, readAttributes, type TexmlElement, verbs } from '@greenroom/core/texml/language'
import { cutText } from '../../cut-text.ts'
import { addHeard, beginPrompts, continuePrompts, type PromptMemory, stopPrompts } from '../prompts.ts'
import { socketAddress } from '../socket-address.ts'
import type { SocketEvent } from '../socket-registry.ts'
import { actionOr, type Step, type Turn, type VerbHandler, wait } from '../verb-handler.ts'
import { readFrame, setupFrame } from './relay-frames.ts'

/** Something to be heard by the caller. */
interface Utterance {
  readonly verb: 'Say' | 'Play'
  readonly text: string
  readonly loop: number
  readonly interruptible: Interruptible
}

/** What interrupts an utterance. */
type Interruptible = 'any' | 'none' | 'speech' | 'dtmf'

/** The session with the application. */
export interface RelayMemory extends PromptMemory {
  readonly session: string
  readonly startedMs: number
  /** Whether the WebSocket was opened. */
  readonly isOpen: boolean
  /** Tokens of an unfinished text. */
  readonly tokens: string
  /** What is heard, and what waits for it. */
  readonly queue: readonly Utterance[]
  /** Language of the caller. */
  readonly lang: string
  /** Number of invalid frames in a row. */
  readonly invalid: number
}

type RelayTurn = Turn<'Connect', RelayMemory>

/** How long the clock waits for an answer to what was said, in milliseconds of real time. */
const promptAnswerMs = 1000
/** How long it waits for a reaction to the setup, a key or an interruption. */
const reactionMs = 100
/** Number of invalid frames in a row that end the session. */
const maxInvalid = 10
const maxTextLength = 64_000
const maxQueue = 1000
/** Speed of speech, in characters per second. */
const speechRate = 15

/** Executes `<ConversationRelay>`: a conversation in text over a WebSocket to the application. */
export const conversationRelay: VerbHandler<'Connect', RelayMemory> = {
  begin(turn) {
    const { language = 'en' } = attributesOf(turn)
    const url = socketAddress(relayElement(turn))
    turn.remember({
      session: crypto.randomUUID(),
      startedMs: turn.context.clock.now(),
      isOpen: false,
      tokens: '',
      queue: [],
      prompt: null,
      lang: language,
      invalid: 0,
    })
    if (url === undefined) return end(turn, 'service_error', 'it has no WebSocket address')
    const refused = turn.connect(url)
    return refused === undefined ? wait : end(turn, 'service_error', refused)
  },
  on(turn, event) {
    const { memory } = turn
    if (!memory) return wait
    if (event.type === 'socket') return takeSocketEvent(turn, memory, event)
    if (event.type === 'key') {
      interrupt(turn, 'dtmf')
      if (attributesOf(turn).dtmfDetection) turn.sendFrame({ type: 'dtmf', digit: event.key }, reactionMs)
      return wait
    }
    if (event.type === 'speech') {
      interrupt(turn, 'speech')
      turn.sendFrame(
        { type: 'prompt', voicePrompt: event.text, lang: memory.lang, last: true },
        promptAnswerMs,
      )
      return wait
    }
    const [current] = memory.queue
    const state = current && continuePrompts(promptTurn(turn), [promptElement(current)], event)
    if (state === undefined || state === 'playing') return wait
    if (state !== 'done') turn.note('sound not played', state.message)
    playNext(turn, 1)
    return wait
  },
  abandon(turn, why) {
    stopPrompts(promptTurn(turn))
    turn.disconnect()
    const { action: url, method } = turn.attributes
    if (why === 'hangup' && url !== undefined)
      turn.notify({ url, method, fields: endFields(turn, 'hangup') }, 'texml.connect.action')
  },
}

function relayElement({ element }: RelayTurn): TexmlElement {
  return elementsOf(element).find(({ name }) => name === 'ConversationRelay') ?? element
}

function attributesOf(turn: RelayTurn) {
  return readAttributes(verbs.ConversationRelay, relayElement(turn)).values
}

function takeSocketEvent(turn: RelayTurn, memory: RelayMemory, event: SocketEvent): Step {
  const { welcomeGreeting, welcomeGreetingInterruptible } = attributesOf(turn)
  if (event.what === 'closed')
    return end(turn, memory.isOpen ? 'customer_disconnect' : 'service_error', event.reason)
  if (event.what === 'message') return takeMessage(turn, memory, event.text)
  turn.remember({ ...memory, isOpen: true })
  turn.note('socket opened')
  turn.sendFrame(setupFrame(turn.call, relayElement(turn), memory.session), reactionMs)
  if (welcomeGreeting) say(turn, welcomeGreeting, toInterruptible(welcomeGreetingInterruptible))
  return wait
}

function takeMessage(turn: RelayTurn, before: RelayMemory, text: string): Step {
  const frame = readFrame(text)
  if (frame.type === 'invalid') return takeInvalid(turn, before, frame.problem)
  const memory = { ...before, invalid: 0 }
  turn.remember(memory)
  const { interruptible } = attributesOf(turn)
  const interruptibleBy = (own: boolean | undefined): Interruptible =>
    own === false ? 'none' : toInterruptible(interruptible)
  if (frame.type === 'text') {
    const tokens = cutText(memory.tokens + frame.token, maxTextLength)
    turn.remember({ ...memory, tokens: frame.last ? '' : tokens })
    turn.answered(frame.last ? 0 : promptAnswerMs)
    if (frame.last) say(turn, tokens, interruptibleBy(frame.interruptible))
  } else if (frame.type === 'play') {
    turn.answered()
    const { source, loop } = frame
    enqueue(turn, { verb: 'Play', text: source, loop, interruptible: interruptibleBy(frame.interruptible) })
  } else if (frame.type === 'sendDigits') {
    turn.note('digits sent', frame.digits)
    addHeard(turn.context, turn.call.id, { verb: 'Play', url: frame.digits })
  } else if (frame.type === 'language') {
    turn.note('language', frame.transcriptionLanguage ?? frame.ttsLanguage)
    turn.remember({ ...memory, lang: frame.transcriptionLanguage ?? memory.lang })
  } else {
    const handoff = handoffText(frame.handoffData)
    return end(turn, handoff === undefined ? 'ended' : 'handoff', 'the application ended it', handoff)
  }
  return wait
}

function takeInvalid(turn: RelayTurn, memory: RelayMemory, problem: string): Step {
  const invalid = memory.invalid + 1
  turn.remember({ ...memory, invalid })
  turn.note('invalid frame', problem)
  turn.sendFrame({ type: 'error', description: `Invalid message: ${problem}` })
  return invalid < maxInvalid
    ? wait
    : end(turn, 'service_error', `${maxInvalid} frames in a row were invalid`)
}

function handoffText(data: unknown): string | undefined {
  if (data === undefined || data === null) return undefined
  return cutText(typeof data === 'string' ? data : JSON.stringify(data), maxTextLength)
}

function toInterruptible(value: string): Interruptible {
  if (value === 'none' || value === 'false') return 'none'
  return value === 'speech' || value === 'dtmf' ? value : 'any'
}

function say(turn: RelayTurn, text: string, interruptible: Interruptible): void {
  if (text.trim() !== '') enqueue(turn, { verb: 'Say', text, loop: 1, interruptible })
}

function enqueue(turn: RelayTurn, utterance: Utterance): void {
  const { memory } = turn
  if (!memory || memory.queue.length >= maxQueue) return
  turn.remember({ ...memory, queue: [...memory.queue, utterance] })
  if (memory.queue.length === 0) playNext(turn, 0)
}

/** Removes the first utterances of the queue and begins the next one. */
function playNext(turn: RelayTurn, heard: number): void {
  const { memory } = turn
  if (!memory) return
  const queue = memory.queue.slice(heard)
  turn.remember({ ...memory, queue, prompt: null })
  const [current] = queue
  if (current && beginPrompts(promptTurn(turn), [promptElement(current)]) === 'done') playNext(turn, 1)
}

function promptElement({ verb, text, loop }: Utterance): TexmlElement {
  const attributes = verb === 'Play' ? { loop: String(loop), continueOnError: 'true' } : {}
  return { type: 'element', name: verb, attributes, children: [{ type: 'text', value: text }] }
}

/** Stops what is heard, if the caller may interrupt it that way, and reports it. */
function interrupt(turn: RelayTurn, by: 'speech' | 'dtmf'): void {
  const { memory } = turn
  const [current] = memory?.queue ?? []
  if (!memory || !current || ![by, 'any'].includes(current.interruptible)) return
  const sinceMs = memory.prompt?.sinceMs ?? turn.context.clock.now()
  const durationMs = turn.context.clock.now() - sinceMs
  stopPrompts(promptTurn(turn))
  turn.remember({ ...(turn.memory ?? memory), queue: [], tokens: '', prompt: null })
  const said = current.verb === 'Say' ? saidWithin(current.text, durationMs / 1000) : ''
  const frame = { utteranceUntilInterrupt: said, durationUntilInterruptMs: Math.round(durationMs) }
  turn.sendFrame({ type: 'interrupt', ...frame }, reactionMs)
}

/** Returns the words of a text that are heard within a number of seconds. */
function saidWithin(text: string, secs: number): string {
  const length = Math.round(secs * speechRate)
  if (length >= text.length) return text
  const cut = text.slice(0, length)
  return /\s/.test(text[length] ?? '') ? cut : cut.replace(/\S*$/, '').trimEnd()
}

/** Ends the session: `action` gets the reason, otherwise the next verb runs. */
function end(turn: RelayTurn, reason: string, detail: string, handoff?: string): Step {
  turn.note('relay ended', detail)
  stopPrompts(promptTurn(turn))
  turn.disconnect()
  const { action, method } = turn.attributes
  return actionOr(action, method, { ...endFields(turn, reason), HandoffData: handoff })
}

function endFields({ memory, context }: RelayTurn, reason: string): Record<string, string> {
  const secs = memory ? Math.round((context.clock.now() - memory.startedMs) / 1000) : 0
  return {
    Reason: reason,
    SessionId: memory?.session ?? '',
    SessionStatus: reason === 'service_error' ? 'failed' : 'completed',
    SessionDuration: String(secs),
  }
}

/** Lets the prompts change their part of the memory and keep the rest. */
function promptTurn(turn: RelayTurn): Parameters<typeof beginPrompts>[0] {
  return {
    context: turn.context,
    get call() {
      return turn.call
    },
    get memory() {
      return turn.memory
    },
    remember({ prompt }) {
      if (turn.memory) turn.remember({ ...turn.memory, prompt })
    },
    after: turn.after,
    fetch: turn.fetch,
    resolve: turn.resolve,
    note: turn.note,
  }
}
