import type { EmulatorFault } from './emulator-api.ts'

/** From this many times on, a fault counts as permanent. */
const permanentTimes = 10_000

/** Describes a fault in one line, such as `POST /rooms responds with 500, 3 times`. */
export function describeFault({
  method,
  path,
  times = 1,
  when,
  status,
  delay_ms,
  drop,
  stall,
}: EmulatorFault): string {
  const effects = [
    drop === true ? (when === 'after' ? 'runs, but loses the response' : 'closes the connection') : undefined,
    stall === true ? 'stalls halfway through the response' : undefined,
    status === undefined ? undefined : `responds with ${status}`,
    delay_ms === undefined ? undefined : `is delayed by ${delay_ms / 1000} s`,
  ].filter((part) => part !== undefined)
  const target = [method, path].filter(Boolean).join(' ') || 'any call'
  const frequency = times >= permanentTimes ? '' : `, ${times === 1 ? 'once' : `${times} times`}`
  return `${target} ${effects.join(' and ')}${frequency}`
}
