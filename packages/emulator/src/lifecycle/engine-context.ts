import type { Clock } from '../clock.ts'
import type { FileStore } from '../files/file-store.ts'
import type { State } from '../state/state.ts'
import type { Changes } from './changes.ts'
import type { Channel, EngineEvent, Moderation } from './events.ts'
import type { PendingWork } from './pending-work.ts'
import type { Scheduler } from './scheduler.ts'

/** The records, clock, scheduled tasks and event channels that Video and TeXML share. */
export interface EngineContext {
  readonly state: State
  /** Notes every change of records, logs and the clock. */
  readonly changes: Changes
  readonly clock: Clock
  readonly events: Channel<EngineEvent>
  readonly moderation: Channel<Moderation>
  readonly scheduler: Scheduler
  /** Work that waits for a response of the user's server. */
  readonly pending: PendingWork
  /** Files that live rooms recorded. */
  readonly files: FileStore
}
