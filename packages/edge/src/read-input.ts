import type { AnyEndpoint } from '@greenroom/core'
import { decodeRequest, problemsOf } from '@greenroom/core/wire'
import * as v from 'valibot'
import { type Refusal, refusals } from './problem.ts'

const longestBodyBytes = 16 * 1024

/** Reads a request into the endpoint's checked input, or refuses it. */
export async function readInput(
  endpoint: AnyEndpoint,
  params: Readonly<Record<string, string>>,
  request: Request,
  allowWebhookFields: boolean,
): Promise<Record<string, unknown>> {
  const decoded = decodeRequest(endpoint, {
    params,
    query: new URL(request.url).searchParams,
    body: await readBody(request),
    contentType: request.headers.get('content-type'),
  })
  if ('unreadable' in decoded) {
    throw decoded.unreadable === 'wrong-content-type' ? refusals.notJson() : refusals.malformed()
  }
  const checked = v.safeParse(endpoint.input, decoded.input)
  if (!checked.success) {
    const [problem] = problemsOf(checked.issues, endpoint.secrets)
    throw invalid(problem?.pointer ?? '')
  }
  const input = checked.output as Record<string, unknown>
  const webhookField = allowWebhookFields ? undefined : Object.keys(input).find(isWebhookField)
  if (webhookField !== undefined) throw invalid(`/${webhookField}`)
  return input
}

function invalid(pointer: string): Refusal {
  return refusals.invalidInput({ pointer })
}

/** Whether a field says where events go: a page must neither see nor set that. */
export function isWebhookField(name: string): boolean {
  return name.startsWith('webhook_')
}

async function readBody(request: Request): Promise<string | undefined> {
  if (request.body === null) return undefined
  const reader = request.body.getReader()
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let text = ''
  let bytes = 0
  for (;;) {
    const { done, value } = await reader.read()
    bytes += value?.byteLength ?? 0
    if (bytes > longestBodyBytes) {
      void reader.cancel().catch(() => undefined)
      throw refusals.tooLarge()
    }
    try {
      text += decoder.decode(value, { stream: !done })
    } catch {
      throw refusals.malformed()
    }
    if (done) return text
  }
}
