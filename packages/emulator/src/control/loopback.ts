import { refusals } from '../http/refusal.ts'

const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Rejects a request if its Host or Origin is not a loopback address. Otherwise any website could reach an
 * emulator on loopback, with a script or with a DNS name that points to 127.0.0.1.
 *
 * @throws {Refusal} 403
 */
export function rejectForeign(request: Request): void {
  const host = request.headers.get('host')
  if (host !== null && !isLoopback(`http://${host}`))
    throw refusals.forbidden('The Host header is not a loopback address')
  const origin = request.headers.get('origin')
  if (origin !== null && !isLoopback(origin))
    throw refusals.forbidden('The Origin header is not a loopback address')
}

/** Returns whether a URL is on this machine (`localhost`, `127.0.0.1` or `[::1]`). */
export function isLoopback(origin: string): boolean {
  return URL.canParse(origin) && loopback.has(new URL(origin).hostname)
}
