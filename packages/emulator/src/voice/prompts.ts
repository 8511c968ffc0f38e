import { readAttributes, type TexmlElement, textOf, verbs } from '@greenroom/core/texml/language'
import { cutText } from '../cut-text.ts'
import { isLoopbackUrl } from '../http/hosts.ts'
import type { CallRow } from '../state/texml-rows.ts'
import type { TexmlContext } from '../texml/context.ts'
import { recordedSecs, soundSecs, unknownSoundSecs } from './sounds.ts'
import type { Step, Turn, VoiceEvent } from './verb-handler.ts'

/** The prompts of a verb while they are played, and which one is heard. */
export interface PromptMemory {
  readonly prompt: {
    /** Position among the elements. */
    readonly index: number
    /** How often it was begun. */
    readonly round: number
    /** When it began, in milliseconds since 1970; null while its sound is fetched. */
    readonly sinceMs: number | null
    /** Whether the sound at `failoverUrl` is played. */
    readonly isFailover: boolean
    /** Length of its sound, in seconds; null until it is known. */
    readonly secs: number | null
  } | null
}

/** How prompts go on. */
export type PromptState = 'playing' | 'done' | Extract<Step, { do: 'fail' }>

type PromptTurn = Pick<Turn, 'context' | 'call' | 'after' | 'fetch' | 'resolve' | 'note'> & {
  readonly memory: PromptMemory | undefined
  remember(memory: PromptMemory): void
}

/** Name of the timer event at the end of a prompt. */
const promptEnd = 'prompt ended'
/** Speed of speech, in characters per second. */
const speechRate = 15
/** Minimum length of a prompt, in seconds: an empty sound that loops endlessly would stop the clock. */
const minSecs = 0.1
/** Number of prompts that a call keeps; older ones are removed. */
const maxHeard = 1000

/** Begins the first of several prompts: `<Say>`, `<Play>` and `<Pause>`. */
export function beginPrompts(turn: PromptTurn, elements: readonly TexmlElement[]): PromptState {
  return beginPrompt(turn, elements, 0, 0)
}

/** Continues prompts after an event; undefined if the event does not concern them. */
export function continuePrompts(
  turn: PromptTurn,
  elements: readonly TexmlElement[],
  event: VoiceEvent,
): PromptState | undefined {
  const prompt = turn.memory?.prompt
  const element = prompt && elements[prompt.index]
  if (!prompt || !element) return undefined
  if (event.type === 'timer' && event.what === promptEnd) {
    setHeardSecs(turn)
    return beginPrompt(turn, elements, prompt.index, prompt.round + 1)
  }
  if (event.type !== 'sound') return undefined
  if (event.error === null)
    return hear(turn, element, prompt.index, prompt.round, event.secs ?? unknownSoundSecs)
  const { failoverUrl, continueOnError } = readAttributes(verbs.Play, element).values
  turn.note('sound not fetched', event.error)
  if (failoverUrl !== undefined && !prompt.isFailover) {
    return playSound(turn, element, prompt.index, prompt.round, failoverUrl, true)
  }
  if (continueOnError) return beginPrompt(turn, elements, prompt.index + 1, 0)
  return { do: 'fail', code: 'sound-not-fetched', message: event.error }
}

/** Stops the prompts, such as when a key is pressed. */
export function stopPrompts(turn: PromptTurn): void {
  if (!turn.memory?.prompt) return
  setHeardSecs(turn, { interrupted: true })
  turn.remember({ ...turn.memory, prompt: null })
}

function beginPrompt(
  turn: PromptTurn,
  elements: readonly TexmlElement[],
  index: number,
  round: number,
): PromptState {
  const element = elements[index]
  if (!element) {
    turn.remember({ ...turn.memory, prompt: null })
    return 'done'
  }
  const loop = loopOf(element)
  if (loop !== 0 && round >= loop) return beginPrompt(turn, elements, index + 1, 0)
  const text = spokenText(element)
  if (element.name === 'Say') return hear(turn, element, index, round, Math.max(1, text.length / speechRate))
  if (element.name === 'Pause')
    return hear(turn, element, index, round, readAttributes(verbs.Pause, element).values.length)
  const { digits, ringTone, mediaStorage } = readAttributes(verbs.Play, element).values
  if (digits !== undefined) return hear(turn, element, index, round, digits.length / 2)
  if (ringTone !== undefined || mediaStorage) return hear(turn, element, index, round, unknownSoundSecs)
  return playSound(turn, element, index, round, textOf(element).trim(), false)
}

function loopOf(element: TexmlElement): number {
  if (element.name === 'Say') return readAttributes(verbs.Say, element).values.loop
  return element.name === 'Play' ? readAttributes(verbs.Play, element).values.loop : 1
}

/** Fetches a sound on this machine, to learn its length. Others count as played. */
function playSound(
  turn: PromptTurn,
  element: TexmlElement,
  index: number,
  round: number,
  address: string,
  isFailover: boolean,
): PromptState {
  const known = turn.memory?.prompt
  const isRepeated = round > 0 && known?.index === index && known.secs !== null
  if (isRepeated) return hear(turn, element, index, round, known.secs ?? unknownSoundSecs)
  const url = turn.resolve(address)
  // Apps play what was recorded. The emulator does not request its own files.
  const recorded = url === undefined ? undefined : recordedSecs(turn.context, url)
  if (recorded !== undefined) return hear(turn, element, index, round, recorded)
  if (url === undefined || !isLoopbackUrl(url)) return hear(turn, element, index, round, unknownSoundSecs)
  turn.remember({ ...turn.memory, prompt: { index, round, sinceMs: null, isFailover, secs: null } })
  turn.fetch(async () => ({ type: 'sound', ...(await soundSecs(turn.context, url)) }))
  return 'playing'
}

function hear(
  turn: PromptTurn,
  element: TexmlElement,
  index: number,
  round: number,
  secs: number,
): PromptState {
  const { context, call } = turn
  const isFailover = turn.memory?.prompt?.isFailover ?? false
  turn.remember({ ...turn.memory, prompt: { index, round, sinceMs: context.clock.now(), isFailover, secs } })
  const text = spokenText(element)
  if (element.name !== 'Pause') {
    addHeard(context, call.id, {
      verb: element.name,
      ...(element.name === 'Say' ? { text, ...voiceOf(element) } : { url: soundName(turn, element, text) }),
    })
  }
  turn.after(Math.max(secs, minSecs), promptEnd)
  return 'playing'
}

function voiceOf({ attributes: { voice, language } }: TexmlElement) {
  return { ...(voice !== undefined && { voice }), ...(language !== undefined && { language }) }
}

/** Returns the address of a sound, or what is heard instead: keys, a ringback tone, or a stored file. */
function soundName(turn: PromptTurn, element: TexmlElement, text: string): string {
  const { digits, ringTone, mediaStorage } = readAttributes(verbs.Play, element).values
  const name = digits ?? ringTone ?? text
  return name === text && !mediaStorage ? (turn.resolve(text) ?? text) : name
}

/** Returns the text of a `<Say>` as it is heard: without SSML elements, with single spaces. */
function spokenText(element: TexmlElement): string {
  return deepText(element).replaceAll(/\s+/g, ' ').trim()
}

function deepText({ children }: TexmlElement): string {
  return children
    .map((child) => (child.type === 'text' ? child.value : child.type === 'element' ? deepText(child) : ''))
    .join('')
}

/** Adds what the remote party begins to hear, for a number of seconds if that is known. */
export function addHeard(
  { state, clock }: TexmlContext,
  callSid: string,
  heard: Omit<CallRow['heard'][number], 'at' | 'secs' | 'interrupted'>,
  secs = 0,
): void {
  const call = state.calls.get(callSid)
  if (!call) return
  const entry = {
    at: clock.timestamp(),
    ...heard,
    ...(heard.text !== undefined && { text: cutText(heard.text, 4096) }),
    secs,
  }
  state.calls.put({ ...call, heard: [...call.heard, entry].slice(-maxHeard) })
}

/** Sets how long the current prompt was heard. */
function setHeardSecs({ context, call, memory }: PromptTurn, more: { interrupted?: true } = {}): void {
  const sinceMs = memory?.prompt?.sinceMs
  const last = call.heard.at(-1)
  if (sinceMs === null || sinceMs === undefined || !last) return
  const secs = (context.clock.now() - sinceMs) / 1000
  if (Date.parse(last.at) < Math.floor(sinceMs)) return
  context.state.calls.put({ ...call, heard: [...call.heard.slice(0, -1), { ...last, secs, ...more }] })
}
