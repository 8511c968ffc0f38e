import { elementsOf, parseDocument, type TexmlElement } from '@greenroom/core/texml/language'
import type { CallRow } from '../state/texml-rows.ts'
import type { TexmlContext } from '../texml/context.ts'
import { fillTemplate } from './templates.ts'

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

/** Fetches a document with the fields of a call. Follows redirects. */
export async function fetchDocument(
  context: TexmlContext,
  request: { readonly url: string; readonly method: 'GET' | 'POST'; readonly type: string },
  fields: Readonly<Record<string, string>>,
): Promise<VoiceDocument | DocumentFailure> {
  let { url, method } = request
  for (let redirects = 0; ; redirects += 1) {
    const failure = (code: DocumentFailure['code'], message: string) => ({ code, message, url })
    const { type } = request
    const response = await context.outbox.requestForm({ url, method, type, fields })
    const { status, error, text, withheld, location } = response
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
      const query = URL.canParse(url) ? Object.fromEntries(new URL(url).searchParams) : {}
      return { xml: fillTemplate(text, { ...query, ...fields }), url }
    } else return failure('not-fetched', `${url}: ${status}`)
  }
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
    ...(call.parent_call_sid && {
      ParentCallSid: call.parent_call_sid,
      ParentCallSidLegacy: call.parent_call_sid,
    }),
  }
}

function sipUri(address: string): string {
  return address.startsWith('sip:') ? address.slice('sip:'.length) : `${address}@sip.telnyx.com`
}
