import type { TexmlElement } from './element.ts'
import { noAttributes, type Verb, verb } from './verb.ts'
import { writeXml } from './write-xml.ts'

/** The verbs that may stand directly in a document. */
export type ResponseChild = (typeof responseChildren)[number]
export const responseChildren = [
  'Say',
  'Play',
  'Gather',
  'Dial',
  'Record',
  'Hangup',
  'Pause',
  'Redirect',
  'Reject',
  'Refer',
  'Enqueue',
  'Leave',
  'Start',
  'Stop',
  'Connect',
  'Pay',
  'HttpRequest',
  'AIGather',
] as const

type ResponseVerb = Verb<'Response', ReturnType<typeof noAttributes>, ResponseChild>

/** The root of a document. `response` makes it, and the linter and the emulator read it. */
export const root: ResponseVerb = verb({
  id: 'Response',
  attributes: noAttributes(),
  children: responseChildren,
})

/** A TeXML document. As a text (`toString()`) it is XML, with an XML declaration. */
export interface TexmlDocument {
  readonly root: TexmlElement<'Response'>
  toString(): string
}

/**
 * Returns a document of verbs, which run one after the other.
 *
 * @throws {InputError} for what is not a verb that may stand in a document.
 * @see https://developers.telnyx.com/docs/voice/programmable-voice/texml-interpreter
 * @example
 * ```ts
 * import { gather, hangup, response, say } from '@greenroom/core/texml/document'
 *
 * const xml = response(
 *   gather({ action: '/menu', numDigits: 1 }, say('Press 1 to join the standup.')),
 *   say({ voice: 'Polly.Joanna' }, 'Goodbye.'),
 *   hangup(),
 * ).toString()
 * ```
 */
export function response(...verbs: TexmlElement<ResponseChild>[]): TexmlDocument {
  const element = root(...verbs)
  return { root: element, toString: () => `<?xml version="1.0" encoding="UTF-8"?>${writeXml(element)}` }
}
