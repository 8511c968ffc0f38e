/** The context that a Worker's runtime passes with a request. */
export interface WorkerContext {
  /** Makes the runtime wait for a promise, also after the response. */
  waitUntil(promise: Promise<unknown>): void
}

/** Limit of the wait for webhooks, in milliseconds: a receiver may call the emulator before it responds. */
const maxWaitMs = 1_000

/**
 * Keeps a Worker alive until the webhooks of a response are delivered, since its runtime otherwise stops all
 * work with the response. With a context the runtime waits; without one the response is delayed, at most 1 s.
 */
export function keepAliveUntilSettled(
  response: Promise<Response>,
  settled: () => Promise<void>,
  context: WorkerContext | undefined,
): Promise<Response> {
  if (context) {
    context.waitUntil(response.then(settled, settled))
    return response
  }
  if (globalThis.navigator?.userAgent !== 'Cloudflare-Workers') return response
  return response.then(async (value) => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const timeout = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, maxWaitMs)
    })
    await Promise.race([settled(), timeout])
    clearTimeout(timer)
    return value
  })
}
