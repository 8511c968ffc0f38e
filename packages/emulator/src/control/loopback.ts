import { refusals } from '../http/refusal.ts'

const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Refuses a request by a foreign Host, or from a page that is not of this machine: otherwise any page on
 * the web could reach an emulator on loopback, by its own script or by a name that it points there.
 */
export function refuseForeign(request: Request): void {
  const host = request.headers.get('host')
  if (host !== null && !isLoopback(`http://${host}`)) throw refusals.forbidden('The Host is not this machine')
  const origin = request.headers.get('origin')
  if (origin !== null && !isLoopback(origin)) throw refusals.forbidden('The Origin is not this machine')
}

/** Whether an address is on this machine. */
export function isLoopback(origin: string): boolean {
  return URL.canParse(origin) && loopback.has(new URL(origin).hostname)
}
