import {
  decodeRequest,
  type FieldReference,
  hasBody,
  type Match,
  problemsOf,
  referencesIn,
} from '@greenroom/core/wire'
import * as v from 'valibot'
import { isCallbackField } from '../callback-fields.ts'
import type { Exposable } from '../exposable.ts'
import { readBody } from '../http/read-body.ts'
import { refusals } from '../refusals/refusals.ts'
import { isPlainId } from './plain-id.ts'
import { readQuery } from './read-query.ts'

const longestBodyBytes = 16 * 1024
/** Schemas nest four levels at most, and code that reads an input may be recursive. */
const mostLevels = 32

const unreadable = {
  'not-json': refusals.notJson,
  'not-an-object': refusals.notJson,
  'wrong-content-type': refusals.unsupportedMediaType,
} as const

/** A validated input. */
export interface ReadInput {
  readonly input: Readonly<Record<string, unknown>>
  /** The values in the input and what they refer to. */
  readonly references: readonly FieldReference[]
}

/**
 * Reads a request and returns its endpoint's validated input.
 *
 * @throws {Refusal} 400, 413, 414, 415 or 422.
 */
export async function readInput(
  request: Request,
  { endpoint, params }: Match<Exposable>,
  { allowWebhookFields }: { readonly allowWebhookFields: boolean },
): Promise<ReadInput> {
  const { entries = {} } = endpoint.input as { entries?: object }
  const query = readQuery(request.url, (name) => Object.hasOwn(entries, name))
  const [queried] = hasBody(endpoint) ? query.keys() : []
  // URLs are logged by servers on the way, and query fields would bypass the content-type check.
  if (queried !== undefined) throw refusals.invalidInput('Fields must be in the body', `/${queried}`)
  if (hasBody(endpoint) && hasOtherMediaType(request)) throw refusals.unsupportedMediaType()
  const decoded = decodeRequest(endpoint, {
    params,
    query,
    body: hasBody(endpoint) ? await readBody(request, longestBodyBytes) : undefined,
    contentType: request.headers.get('content-type'),
  })
  if ('unreadable' in decoded) throw unreadable[decoded.unreadable]()
  if (isDeeperThan(mostLevels, decoded.input)) {
    throw refusals.invalidInput(`The input must have at most ${mostLevels} levels`, '')
  }
  // One problem is reported, so the first one ends the validation.
  const checked = v.safeParse(endpoint.input, decoded.input, { abortEarly: true })
  if (!checked.success) {
    const [problem] = problemsOf(checked.issues, endpoint.secrets)
    throw refusals.invalidInput(
      `${problem?.pointer || 'The input'}: expected ${problem?.expected}, got ${problem?.received}`,
      problem?.pointer ?? '',
    )
  }
  const references = referencesIn(endpoint.input, checked.output)
  for (const { pointer, value, reference } of references) {
    if (!allowWebhookFields && isCallbackField(pointer, value, reference)) {
      throw refusals.invalidInput('This gateway accepts no webhook_* fields and callback URLs', pointer)
    }
    const isId = reference !== undefined && reference !== 'text' && reference !== 'callback'
    if (isId && !isPlainId(value)) throw refusals.invalidInput(`${pointer}: expected an id`, pointer)
  }
  return { input: checked.output as Record<string, unknown>, references }
}

function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some((item) => isDeeperThan(levels - 1, item))
}

/** Whether the headers show that there is a body other than JSON, which then need not be read. */
function hasOtherMediaType({ headers, body }: Request): boolean {
  const type = headers.get('content-type')
  const isEmpty = body === null || headers.get('content-length') === '0'
  return type !== null && !isEmpty && !/^\s*application\/json\s*(;|$)/i.test(type)
}
