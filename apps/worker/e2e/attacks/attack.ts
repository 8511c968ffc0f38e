import type { AttackRequest, AttackSetup } from '../attack-setup.ts'
import type { RawAnswer } from '../raw-http.ts'

/** One attack on the gateway, and the expected response. */
export interface Attack {
  /** Completes "answers …". */
  readonly title: string
  readonly request: AttackRequest | ((setup: AttackSetup) => AttackRequest | Promise<AttackRequest>)
  readonly status: number
  /** Code of the refusal. Default: the response is not a refusal. */
  readonly code?: string
  /** Sends the request to the moderated gateway instead of the app's Worker. */
  readonly at?: 'moderated'
  /** The HTTP server refuses the request; it does not reach the Worker. */
  readonly isServerAnswer?: true
  /** The request may reach the API: the attack gains nothing over a plain request. */
  readonly callsApi?: true
  /** Further expectations. */
  readonly check?: (answer: RawAnswer, setup: AttackSetup) => void | Promise<void>
}
