import type { EmulatorFault } from './emulator-api.ts'

/** A fault that is either on or off. */
export interface FaultKind {
  readonly label: string
  readonly fault: EmulatorFault
}

/** Whatever mints a join token, or renews one. */
export const tokenCalls = '/rooms/{room_id}/actions'
/** For as long as the switch is on. */
const always = 1_000_000

/** The faults of a token's renewal that have a switch each. */
export const tokenFaults = {
  errors: { label: 'Server errors (500)', fault: { path: tokenCalls, status: 500, times: always } },
  busy: {
    label: 'Too many calls (429)',
    fault: { path: tokenCalls, status: 429, headers: { 'retry-after': '4' }, times: always },
  },
  slow: { label: 'Slow answers (5\u00a0s)', fault: { path: tokenCalls, delay_ms: 5_000, times: always } },
} as const satisfies Record<string, FaultKind>

/** Whether a fault is of a kind, however often it is still to happen. */
export function isOfKind(fault: EmulatorFault, { fault: like }: FaultKind): boolean {
  return fault.path === like.path && fault.status === like.status && fault.delay_ms === like.delay_ms
}
