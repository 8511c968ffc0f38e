import { decodeRequest, hasBody, type Match, problemsOf } from '@greenroom/core/wire'
import * as v from 'valibot'
import type { Exposable } from '../exposable.ts'
import { readBody } from '../http/read-body.ts'
import { refusals } from '../refusals/refusals.ts'
import { isWebhookField } from '../webhook-fields.ts'

const longestBodyBytes = 16 * 1024
const noQuery = new URLSearchParams()

const unreadable = {
  'not-json': refusals.notJson,
  'not-an-object': refusals.notJson,
  'wrong-content-type': refusals.unsupportedMediaType,
} as const

/**
 * Reads a request and returns its endpoint's validated input.
 *
 * @throws {Refusal} 400, 413, 415 or 422.
 */
export async function readInput(
  request: Request,
  { endpoint, params }: Match<Exposable>,
  { allowWebhookFields }: { readonly allowWebhookFields: boolean },
): Promise<Record<string, unknown>> {
  const { url } = request
  const query = url.includes('?') ? new URL(url).searchParams : noQuery
  const [queried] = hasBody(endpoint) ? query.keys() : []
  // URLs are logged by servers on the way, and query fields would bypass the content-type check.
  if (queried !== undefined) throw refusals.invalidInput('Fields must be in the body', `/${queried}`)
  const decoded = decodeRequest(endpoint, {
    params,
    query,
    body: hasBody(endpoint) ? await readBody(request, longestBodyBytes) : undefined,
    contentType: request.headers.get('content-type'),
  })
  if ('unreadable' in decoded) throw unreadable[decoded.unreadable]()
  const webhookField = allowWebhookFields ? undefined : Object.keys(decoded.input).find(isWebhookField)
  if (webhookField !== undefined) {
    throw refusals.invalidInput('This gateway does not accept webhook_* fields', `/${webhookField}`)
  }
  const checked = v.safeParse(endpoint.input, decoded.input)
  if (checked.success) return checked.output as Record<string, unknown>
  const [problem] = problemsOf(checked.issues, endpoint.secrets)
  throw refusals.invalidInput(
    `${problem?.pointer || 'The input'}: expected ${problem?.expected}, got ${problem?.received}`,
    problem?.pointer ?? '',
  )
}
