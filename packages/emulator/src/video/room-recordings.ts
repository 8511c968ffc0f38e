import type * as roomRecordings from '@greenroom/core/video/room-recordings'
import type { Engine } from '../engine.ts'
import type { ErrorShapes, Handlers } from '../http/handlers.ts'
import { inDays, pageOf } from '../http/paging.ts'
import { refusals } from '../http/refusal.ts'
import { durationOf, removeRecording } from '../lifecycle/recordings.ts'
import type { RecordingRow } from '../state/rows.ts'
import { recordingView } from './views.ts'

type Filter = NonNullable<roomRecordings.ListInput['filter']>

/** Creates the handlers of the recording endpoints. */
export function createRoomRecordingHandlers(engine: Engine): Handlers<typeof roomRecordings> {
  const { state, links } = engine
  const find = (id: string) => {
    const row = state.recordings.get(id)
    if (!row) throw refusals.notFound('Unknown recording', { pointer: '/room_recording_id' })
    return row
  }
  const select = (filter: Filter = {}) => {
    const { session_id } = filter
    const rows = session_id === undefined ? state.recordings.all() : state.recordings.of(session_id)
    return rows.filter(matches(filter))
  }
  const view = (row: RecordingRow) => recordingView(row, links)
  return {
    list: ({ filter, page }) => pageOf(select(filter), page, view),

    retrieve: ({ room_recording_id }) => view(find(room_recording_id)),

    delete({ room_recording_id }) {
      removeRecording(engine, find(room_recording_id).id)
    },

    deleteMany({ filter }) {
      const selected = select(filter)
      for (const { id } of selected) removeRecording(engine, id)
      return { room_recordings: selected.length }
    },
  }
}

function matches(filter: Filter): (row: RecordingRow) => boolean {
  return (row) =>
    inDays(row.ended_at, filter.date_ended_at) &&
    inDays(row.started_at, filter.date_started_at) &&
    equals(filter.room_id, row.room_id) &&
    equals(filter.participant_id, row.participant_id) &&
    equals(filter.status, row.status) &&
    equals(filter.type, row.type) &&
    matchesDuration(row, filter.duration_secs)
}

function equals(expected: string | undefined, value: string): boolean {
  return expected === undefined || expected === value
}

function matchesDuration(row: RecordingRow, filter: Filter['duration_secs']): boolean {
  if (filter === undefined) return true
  const duration = durationOf(row)
  if (duration === undefined) return false
  // A number is a minimum; the older form is an object with bounds.
  const { eq, gte, lte } = typeof filter === 'number' ? { gte: filter } : { ...filter }
  return (
    (eq === undefined || duration === eq) &&
    (gte === undefined || duration >= gte) &&
    (lte === undefined || duration <= lte)
  )
}

/** Error shapes of the recording endpoints. */
export const roomRecordingErrorShapes: ErrorShapes<typeof roomRecordings> = {
  list: { '4XX': 'generic' },
  retrieve: { 404: 'bare' },
  delete: { 404: 'bare' },
}
