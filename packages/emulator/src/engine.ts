import * as v from 'valibot'
import { type Clock, createClock } from './clock.ts'
import { Snapshot } from './state/rows.ts'
import { createState, type State } from './state/state.ts'
import { createKey, createTokens, type Tokens } from './tokens.ts'

/** What the emulator is without its faces: records, time and keys, and nothing of HTTP. */
export interface Engine {
  readonly state: State
  readonly clock: Clock
  readonly tokens: Tokens
  account(): Promise<Account>
  /** Forgets all records; keys and time stay. */
  clear(): void
  snapshot(): Promise<Snapshot>
  /** Takes over a snapshot whole. */
  restore(snapshot: Snapshot): void
}

/** Whose API it is: its id, and the keys that sign tokens and webhooks. */
export type Account = Pick<Snapshot, 'account_id' | 'keys'>

/** Makes an engine with no records. Its keys are made when they are first needed. */
export function createEngine(startMs?: number): Engine {
  const state = createState()
  const clock = createClock(startMs)
  let made: Promise<Account> | undefined
  const account = () => {
    made ??= createAccount()
    return made
  }
  const tokens = createTokens(clock, async () => {
    const { account_id, keys } = await account()
    return { account_id, key: keys.token }
  })
  const clear = () => {
    for (const table of Object.values(state)) table.clear()
  }
  return {
    state,
    clock,
    tokens,
    account,
    clear,
    async snapshot() {
      const { account_id, keys } = await account()
      // Oldest first, so that a restore keeps the order.
      const rows = <Row>(table: { all(): Row[] }) => table.all().reverse()
      return structuredClone({
        version: 1 as const,
        now: clock.now(),
        account_id,
        keys,
        rooms: rows(state.rooms),
        sessions: rows(state.sessions),
        participants: rows(state.participants),
      })
    },
    restore(snapshot) {
      const { account_id, keys, now, rooms, sessions, participants } = v.parse(
        Snapshot,
        structuredClone(snapshot),
      )
      clear()
      made = Promise.resolve({ account_id, keys })
      clock.set(now)
      for (const row of rooms) state.rooms.put(row)
      for (const row of sessions) state.sessions.put(row)
      for (const row of participants) state.participants.put(row)
    },
  }
}

async function createAccount(): Promise<Account> {
  const [token, webhook] = await Promise.all([createKey(), createKey()])
  return { account_id: crypto.randomUUID(), keys: { token, webhook } }
}
