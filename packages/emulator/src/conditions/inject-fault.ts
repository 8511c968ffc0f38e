import { Refusal, refusalResponse } from '../http/refusal.ts'
import { ConnectionDropped, type Fault } from './faults.ts'

/**
 * Applies a fault to a request. Resolves to the faulty response, or to undefined if the fault only delays.
 *
 * @throws {ConnectionDropped} if the fault drops the connection.
 */
export async function injectFault(fault: Fault, signal: AbortSignal): Promise<Response | undefined> {
  if (fault.delay_ms) await sleep(fault.delay_ms, signal)
  if (fault.drop) throw new ConnectionDropped()
  const { status, headers } = fault
  // A response that cannot have a body cannot stall in it.
  if (fault.stall && !withoutBody.has(status ?? 200))
    return stalledResponse(status ?? 200, new Headers(headers), signal)
  if (status === undefined) return undefined
  const response = faultResponse(fault, status)
  for (const [name, value] of Object.entries(headers ?? {})) response.headers.set(name, value)
  return response
}

/** Statuses of responses that cannot have a body. */
const withoutBody: ReadonlySet<number> = new Set([204, 205, 304])

function faultResponse({ body }: Fault, status: number): Response {
  if (withoutBody.has(status)) return new Response(null, { status })
  if (body === undefined && status >= 400) {
    const detail = `A fault returned the status ${status}`
    return refusalResponse(
      new Refusal(status, [{ code: status === 429 ? '10011' : '10015', title: 'Injected fault', detail }]),
    )
  }
  return typeof body === 'string' ? new Response(body, { status }) : Response.json(body ?? {}, { status })
}

function stalledResponse(status: number, headers: Headers, signal: AbortSignal): Response {
  if (!headers.has('content-type')) headers.set('content-type', 'application/json')
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('{"data":'))
      // When the client disconnects, the server cancels the stream; an earlier error would be logged.
      const onAbort = () => setTimeout(() => controller.error(signal.reason))
      signal.addEventListener('abort', onAbort, { once: true })
    },
  })
  return new Response(body, { status, headers })
}

/** Resolves after a real-time delay, in milliseconds. Rejects as soon as the signal aborts. */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      clearTimeout(timer)
      reject(signal.reason)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', onAbort)
      resolve()
    }, ms)
    if (signal.aborted) onAbort()
    else signal.addEventListener('abort', onAbort, { once: true })
  })
}
