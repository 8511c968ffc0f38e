import type { AttackRequest, AttackSetup } from '../attack-setup.ts'
import type { RawAnswer } from '../raw-http.ts'

/** One thing that is tried at the door, and what comes of it. */
export interface Attack {
  /** What it tries. */
  readonly tries: string
  readonly ask: AttackRequest | ((setup: AttackSetup) => AttackRequest | Promise<AttackRequest>)
  readonly status: number
  /** The code of the refusal. Default: it is none. */
  readonly code?: string
  /** It is tried at the moderating gateway instead. */
  readonly strict?: true
  /** The server refuses it: the Worker does not hear of it. */
  readonly byServer?: true
  /** The API is asked, as it may be: the attack gets no more than it would without its tricks. */
  readonly reaches?: true
  /** What else holds. */
  readonly check?: (answer: RawAnswer, setup: AttackSetup) => void | Promise<void>
}
