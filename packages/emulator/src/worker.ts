/** What the runtime of a Worker gives beside a request. */
export interface WorkerContext {
  /** Has the runtime wait, after the answer too. */
  waitUntil(promise: Promise<unknown>): void
}

/** Webhooks are waited for that long, in milliseconds: who takes one may ask the emulator before it answers. */
const longestWaitMs = 1_000

/**
 * Sees to it that what an answer has begun comes to its end: a Worker's runtime ends it with the answer, and webhooks would never
 * go out. It is told to wait, by the context; without one the answer waits.
 */
export function keepAliveUntilSettled(
  answer: Promise<Response>,
  settled: () => Promise<void>,
  context: WorkerContext | undefined,
): Promise<Response> {
  if (context) {
    context.waitUntil(answer.then(settled, settled))
    return answer
  }
  if (globalThis.navigator?.userAgent !== 'Cloudflare-Workers') return answer
  return answer.then(async (response) => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, longestWaitMs)
    })
    await Promise.race([settled(), late])
    clearTimeout(timer)
    return response
  })
}
