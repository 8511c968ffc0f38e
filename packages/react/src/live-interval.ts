import type { Page } from '@greenroom/core'
import type { RoomParticipant, RoomSession } from '@greenroom/core/video'

/** What an interval is told by: TanStack's query, as far as it matters. */
interface Seen<Data> {
  readonly state: { readonly data: Data | undefined; readonly dataUpdatedAt: number; readonly status: string }
}

const shortestMs = 2_000
const longestMs = 30_000

/** How long to wait before a session is looked at again; never, once it is over. */
export function sessionInterval({ state }: Seen<RoomSession>): number | false {
  return state.data?.active ? paced(state, [state.data.updated_at, state.data.created_at]) : false
}

/** How long to wait before participants are looked at again; never, once all have left and no page is unseen. */
export function participantsInterval({ state }: Seen<Page<RoomParticipant>>): number | false {
  if (!state.data) return false
  const { data, meta } = state.data
  if (data.every(({ left_at }) => left_at) && (meta.total_pages ?? 1) <= 1) return false
  return paced(
    state,
    data.flatMap(({ joined_at, left_at }) => [joined_at, left_at]),
  )
}

/** Soon after a change comes another; where nothing has changed for long, nothing will soon. */
function paced(
  { dataUpdatedAt, status }: Seen<unknown>['state'],
  changes: readonly (string | null | undefined)[],
): number {
  if (status === 'error') return longestMs
  const latest = Math.max(0, ...changes.map((time) => (time ? Date.parse(time) || 0 : 0)))
  return Math.min(longestMs, Math.max(shortestMs, (dataUpdatedAt - latest) / 10))
}
