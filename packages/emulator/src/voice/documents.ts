import { elementsOf, parseDocument, type TexmlElement } from '@greenroom/core/texml/language'
import type { CallRow } from '../state/texml-rows.ts'
import { parentFields } from '../texml/call-lifecycle.ts'
import type { TexmlContext } from '../texml/context.ts'
import { fillTemplate, queryValues, type TemplateValues } from './templates.ts'

/** Why a document cannot be followed. */
export interface DocumentFailure {
  readonly code: 'not-fetched' | 'not-well-formed' | 'wrong-root' | 'no-address' | 'not-on-this-machine'
  readonly message: string
  readonly url: string | null
}

/** A document that can be followed. */
export interface VoiceDocument {
  readonly xml: string
  /** Its address; null for a document given as text. */
  readonly url: string | null
  /** Whether it is a sound instead. */
  readonly isSound?: boolean
  /** The template that it was made from; absent without one. */
  readonly template?: DocumentTemplate | undefined
}

/** A template and the values that were filled in. */
export interface DocumentTemplate {
  readonly xml: string
  readonly values: TemplateValues
}

/** Maximum number of HTTP redirects of one request. */
const maxRedirects = 5
/** Maximum number of parsed documents that are kept. */
const maxParsed = 100

/** Parsed documents by their text, which calls share. */
const parsed = new Map<string, TexmlElement | DocumentFailure>()

/** Returns the verbs of a document, or why it cannot be followed. */
export function readDocument({ xml, url }: VoiceDocument): readonly TexmlElement[] | DocumentFailure {
  const known = parsed.get(xml)
  const read = known ?? readRoot(xml)
  parsed.delete(xml)
  parsed.set(xml, read)
  for (const oldest of parsed.keys()) {
    if (parsed.size <= maxParsed) break
    parsed.delete(oldest)
  }
  return 'code' in read ? { ...read, url } : elementsOf(read)
}

function readRoot(xml: string): TexmlElement | DocumentFailure {
  if (xml.trim() === '') return { code: 'not-well-formed', message: 'The document is empty.', url: null }
  const { root, problem } = parseDocument(xml)
  if (problem) {
    const message = `${problem.message} (line ${problem.line}, column ${problem.column})`
    return { code: 'not-well-formed', message: `The document is not well-formed XML: ${message}`, url: null }
  }
  if (root.name === 'Response') return root
  return { code: 'wrong-root', message: `The root is <${root.name}>, not <Response>.`, url: null }
}

/** Returns whether a value is a failure. */
export function isFailure(value: object): value is DocumentFailure {
  return 'code' in value
}

/**
 * Makes a document from its template, with the values of its address and others.
 *
 * @param values - values that take precedence over those of the address.
 */
export function makeDocument(
  { state }: Pick<TexmlContext, 'state'>,
  { xml, url }: Pick<VoiceDocument, 'xml' | 'url'>,
  values: TemplateValues,
): VoiceDocument {
  if (!xml.includes('{{')) return { xml, url }
  const all = { ...queryValues(url), ...values }
  const secret = (name: string) => state.secrets.get(name)?.value
  return { xml: fillTemplate(xml, { values: all, secret }), url, template: { xml, values: all } }
}

/**
 * Makes a document again, with more values. Returns undefined if one of its first verbs would then be
 * another one.
 *
 * @param verbs - number of the first verbs, which have already run.
 */
export function remakeDocument(
  context: Pick<TexmlContext, 'state'>,
  document: VoiceDocument,
  values: TemplateValues,
  verbs: number,
): VoiceDocument | undefined {
  const { template, url } = document
  if (!template) return undefined
  const remade = makeDocument(context, { xml: template.xml, url }, { ...values, ...template.values })
  const namesOf = (made: VoiceDocument) => {
    const read = readDocument(made)
    return isFailure(read) ? undefined : read.slice(0, verbs).map(({ name }) => name)
  }
  return namesOf(remade)?.join() === namesOf(document)?.join() ? remade : undefined
}

/**
 * Fetches a document with the fields of a call. Follows redirects.
 *
 * @param variables - values for its template besides the fields and those of its address.
 */
export async function fetchDocument(
  context: TexmlContext,
  request: { readonly url: string; readonly method: 'GET' | 'POST'; readonly type: string },
  fields: Readonly<Record<string, string>>,
  variables: Readonly<Record<string, string>> = {},
): Promise<VoiceDocument | DocumentFailure> {
  let { url, method } = request
  for (let redirects = 0; ; redirects += 1) {
    const failure = (code: DocumentFailure['code'], message: string) => ({ code, message, url })
    const { type } = request
    const response = await context.outbox.requestForm({ url, method, type, fields })
    const { status, error, text, withheld, location, contentType } = response
    if (withheld) return failure('not-on-this-machine', `${url}: ${error}`)
    if (status === null) return failure('not-fetched', `${url}: ${error}`)
    const isRedirect = status >= 300 && status < 400 && location !== null
    if (isRedirect && redirects === maxRedirects) {
      return failure('not-fetched', `${url}: more than ${maxRedirects} redirects`)
    }
    if (isRedirect && URL.canParse(location, url)) {
      url = new URL(location, url).href
      if (status < 307) method = 'GET'
    } else if (status >= 200 && status < 300) {
      if (contentType?.startsWith('audio/')) return { xml: text, url, isSound: true }
      return makeDocument(context, { xml: text, url }, { ...variables, ...fields })
    } else return failure('not-fetched', `${url}: ${status}`)
  }
}

/** Returns a document that plays a sound; any other document as it is. */
export function playable(document: VoiceDocument): VoiceDocument {
  return document.isSound && document.url !== null ? soundDocument(document.url) : document
}

/** Returns a document that plays the sound at an address. */
export function soundDocument(url: string): VoiceDocument {
  const text = url.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return { xml: `<Response><Play continueOnError="true">${text}</Play></Response>`, url }
}

/** Returns the fields of a request for a document. */
export function documentFields(call: CallRow): Record<string, string> {
  const callerId = call.caller_name ?? call.from
  return {
    AccountSid: call.account_sid,
    CallSid: call.id,
    CallSidLegacy: call.id,
    ConnectionId: call.application_sid,
    From: call.from,
    To: call.to,
    CallerId: callerId,
    CallingPartyType: call.from.startsWith('sip:') ? 'sip' : 'pstn',
    FromSipUri: sipUri(call.from),
    ToSipUri: sipUri(call.to),
    CallStatus: call.status,
    Direction: call.direction === 'inbound' ? 'inbound' : 'outbound',
    ApiVersion: '2010-04-01',
    ...parentFields(call),
  }
}

function sipUri(address: string): string {
  return address.startsWith('sip:') ? address.slice('sip:'.length) : `${address}@sip.telnyx.com`
}
