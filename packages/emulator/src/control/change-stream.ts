import type { Changes } from '../lifecycle/changes.ts'

/**
 * Responds with Server-Sent Events: one at once, and one after each change. They contain no data; a page
 * then fetches what it shows. The stream ends with the page.
 */
export function streamChanges(changes: Changes, signal: AbortSignal): Response {
  const event = new TextEncoder().encode('data: changed\n\n')
  let stop = () => {}
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const send = () => {
        // A page that does not read gets one event for all changes.
        if ((controller.desiredSize ?? 0) > 0) controller.enqueue(event)
      }
      stop = changes.listen(() => {
        try {
          send()
        } catch {
          // A Worker cannot write into the response to an earlier request.
          stop()
        }
      })
      signal.addEventListener('abort', () => stop(), { once: true })
      send()
    },
    cancel: () => stop(),
  })
  return new Response(body, {
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store' },
  })
}
