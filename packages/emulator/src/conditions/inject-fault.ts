import { Refusal, refusalResponse } from '../http/refusal.ts'
import { ConnectionDropped, type Fault } from './faults.ts'

/**
 * Fails a call as it is asked for; resolves to undefined when it was only to be late.
 *
 * @throws {ConnectionDropped} to have the connection closed.
 */
export async function injectFault(fault: Fault, signal: AbortSignal): Promise<Response | undefined> {
  if (fault.delay_ms) await sleep(fault.delay_ms, signal)
  if (fault.drop) throw new ConnectionDropped()
  const { status, headers } = fault
  if (fault.stall) return stalled(status ?? 200, new Headers(headers), signal)
  if (status === undefined) return undefined
  const response = answerOf(fault, status)
  for (const [name, value] of Object.entries(headers ?? {})) response.headers.set(name, value)
  return response
}

function answerOf({ body }: Fault, status: number): Response {
  if (status === 204 || status === 304) return new Response(null, { status })
  if (body === undefined && status >= 400) {
    const detail = `The call failed with ${status}, as was asked for`
    return refusalResponse(
      new Refusal(status, [{ code: status === 429 ? '10011' : '10015', title: 'Failure', detail }]),
    )
  }
  return typeof body === 'string' ? new Response(body, { status }) : Response.json(body ?? {}, { status })
}

function stalled(status: number, headers: Headers, signal: AbortSignal): Response {
  if (!headers.has('content-type')) headers.set('content-type', 'application/json')
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('{"data":'))
      // A server whose client has gone cancels the stream by itself, and would log an error before that.
      const onAbort = () => setTimeout(() => controller.error(signal.reason))
      signal.addEventListener('abort', onAbort, { once: true })
    },
  })
  return new Response(body, { status, headers })
}

/** Lets real time pass; rejects as soon as the signal aborts. */
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
