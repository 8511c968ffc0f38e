import type { EmulatorFault } from './emulator-api.ts'

/** A fault that a switch turns on and off. */
export interface FaultKind {
  readonly label: string
  readonly fault: EmulatorFault
}

/** The path prefix of the endpoints that create or refresh a join token. */
export const tokenCalls = '/rooms/{room_id}/actions'
/** High enough to last for as long as the switch is on. */
const always = 1_000_000

/** The token faults with a switch. */
export const tokenFaults = {
  errors: { label: 'Server errors (500)', fault: { path: tokenCalls, status: 500, times: always } },
  busy: {
    label: 'Rate limit (429)',
    fault: { path: tokenCalls, status: 429, headers: { 'retry-after': '4' }, times: always },
  },
  slow: { label: 'Slow responses (5\u00a0s)', fault: { path: tokenCalls, delay_ms: 5_000, times: always } },
} as const satisfies Record<string, FaultKind>

/** Returns whether a fault is of a kind, regardless of how many times are left. */
export function isOfKind(fault: EmulatorFault, { fault: expected }: FaultKind): boolean {
  return (
    fault.path === expected.path && fault.status === expected.status && fault.delay_ms === expected.delay_ms
  )
}
