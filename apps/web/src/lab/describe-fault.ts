import type { EmulatorFault } from './emulator-api.ts'

/** How many times stand for always. */
const countless = 10_000

/** Says what a fault does: `POST /rooms answers 500, 3 times`. */
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
  const what = [
    drop === true ? (when === 'after' ? 'acts, and loses the answer' : 'closes the connection') : undefined,
    stall === true ? 'stops in the middle' : undefined,
    status === undefined ? undefined : `answers ${status}`,
    delay_ms === undefined ? undefined : `is late by ${delay_ms / 1000} s`,
  ].filter((part) => part !== undefined)
  const which = [method, path].filter(Boolean).join(' ') || 'any call'
  const often = times >= countless ? '' : `, ${times === 1 ? 'once' : `${times} times`}`
  return `${which} ${what.join(' and ')}${often}`
}
