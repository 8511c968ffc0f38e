import * as v from 'valibot'
import type { Engine } from './engine.ts'
import { end, join, leave } from './lifecycle/presence.ts'
import type { RoomRow } from './state/rows.ts'

/** Initial data of the emulator: none, or a small account for demos. */
export type Seed = v.InferOutput<typeof Seed>
export const Seed = v.picklist(['empty', 'demo'])

/** Deletes all records and loads a seed. */
export function loadSeed(engine: Engine, seed: Seed): void {
  engine.clear()
  if (seed === 'demo') loadDemo(engine)
}

function loadDemo(engine: Engine): void {
  const { state, clock } = engine
  // The ids stay the same, so that a page of an app survives a restart of the emulator.
  const room = (id: string, unique_name: string, fields: Partial<RoomRow> = {}) => {
    const now = clock.timestamp()
    return state.rooms.put({
      id,
      unique_name,
      max_participants: 10,
      enable_recording: false,
      webhook_event_url: null,
      webhook_event_failover_url: '',
      webhook_timeout_secs: null,
      active_session_id: null,
      created_at: now,
      updated_at: now,
      ...fields,
    })
  }
  const contextOf = (name: string) => JSON.stringify({ name })
  // Read on each call, since joining and leaving change the room's row.
  const enter = (id: string, name: string) => {
    const row = state.rooms.get(id)
    return row && join(engine, row, { context: contextOf(name) })
  }

  room('c5154f03-6d1d-4c97-9151-d1325631ae5c', 'Interview room', { max_participants: 2 })
  const retrospective = room('86082516-b962-429a-92fa-b1b11f2dd21a', 'Retrospective', {
    enable_recording: true,
  })
  const past = enter(retrospective.id, 'Noor')
  enter(retrospective.id, 'Tomás')
  const session = past && state.sessions.get(past.session_id)
  if (session) end(engine, session)

  const standup = room('1f11f778-4c5a-489a-96d1-88a948565cec', 'Daily standup')
  const early = enter(standup.id, 'Ines')
  enter(standup.id, 'Kofi')
  enter(standup.id, 'Mei')
  if (early) leave(engine, early)
}
