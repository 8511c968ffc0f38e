import type { Page } from '@greenroom/core'
import type { RoomComposition, RoomParticipant, RoomRecording, RoomSession } from '@greenroom/core/video'

/** Whether a hook keeps looking while what it shows may change by itself and the page is visible. Default: true. */
export interface LiveOption {
  readonly live?: boolean | undefined
}

/** What an interval is told by: TanStack's query, as far as it matters. */
interface Seen<Data> {
  readonly state: { readonly data: Data | undefined; readonly dataUpdatedAt: number; readonly status: string }
}

/** Tells how long to wait before something is looked at again, in milliseconds; false: never. */
export type Interval<Data> = (seen: Seen<Data>) => number | false

const shortestMs = 2_000
const longestMs = 30_000

/** When each answer was first seen: what has not changed since stays the same object. By our clock, not the API's. */
const firstSeen = new WeakMap<object, number>()

/** A session is over at some time, for good. */
export const sessionInterval: Interval<RoomSession> = (seen) =>
  whileLive(seen, ({ active }) => active === true)

/**
 * Nobody is left in the end. Somebody may be on a page that is not seen, or yet to come where a filter hides the others:
 * that takes the session's own word, where it is known.
 */
export const participantsInterval =
  (isFiltered: boolean, isOver: () => boolean): Interval<Page<RoomParticipant>> =>
  (seen) =>
    whileLive(
      seen,
      ({ data, meta }) =>
        data.some(({ left_at }) => !left_at) || (meta.total_pages ?? 1) > 1 || (isFiltered && !isOver()),
    )

/** A file is made in the end. */
export const fileInterval: Interval<RoomRecording | RoomComposition> = (seen) =>
  whileLive(seen, ({ status }) => status !== 'completed')

/** Soon after a change comes another; where nothing has changed for long, nothing will soon. */
function whileLive<Data extends object>(
  { state: { data, dataUpdatedAt, status } }: Seen<Data>,
  isLive: (data: Data) => boolean,
): number | false {
  if (!data || !isLive(data)) return false
  if (status === 'error') return longestMs
  const since = firstSeen.get(data) ?? dataUpdatedAt
  firstSeen.set(data, since)
  return Math.min(longestMs, Math.max(shortestMs, (dataUpdatedAt - since) / 10))
}
