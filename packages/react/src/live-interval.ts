import type { Page } from '@greenroom/core'
import type { RoomComposition, RoomParticipant, RoomRecording, RoomSession } from '@greenroom/core/video'

/** The option of hooks that poll. */
export interface LiveOption {
  /** Whether to query again while the data may still change and the browser tab is visible. Default: true. */
  readonly live?: boolean | undefined
}

/** The part of TanStack's query that an interval depends on. */
interface QueryWithState<Data> {
  readonly state: { readonly data: Data | undefined; readonly dataUpdatedAt: number; readonly status: string }
}

/** Returns the time until the next query, in milliseconds, or false for never. */
export type Interval<Data> = (query: QueryWithState<Data>) => number | false

const shortestMs = 2_000
const longestMs = 30_000

/** When the content of each response was first received, by the local clock. */
const firstSeen = new WeakMap<object, number>()

/** The latest response of each query. */
const latest = new WeakMap<object, object>()

/** Polls a session until it has ended. */
export const sessionInterval: Interval<RoomSession> = (query) =>
  whileLive(query, ({ active }) => active === true)

/**
 * Polls participants until all have left. A further page may contain present participants, so lists of
 * several pages are always polled. A filter may hide participants, so filtered lists are polled until the
 * session is known to be over.
 */
export const participantsInterval =
  (isFiltered: boolean, isOver: () => boolean): Interval<Page<RoomParticipant>> =>
  (query) =>
    whileLive(
      query,
      ({ data, meta }) =>
        data.some(({ left_at }) => !left_at) || (meta.total_pages ?? 1) > 1 || (isFiltered && !isOver()),
    )

/** Polls a recording or a composition until its file is complete. */
export const fileInterval: Interval<RoomRecording | RoomComposition> = (query) =>
  whileLive(query, ({ status }) => status !== 'completed')

/**
 * Waits a tenth of the time since the last change: data that changed recently is likely to change again soon.
 */
function whileLive<Data extends object>(
  query: QueryWithState<Data>,
  isLive: (data: Data) => boolean,
): number | false {
  const { data, dataUpdatedAt, status } = query.state
  if (!data || !isLive(data)) return false
  if (status === 'error') return longestMs
  return Math.min(longestMs, Math.max(shortestMs, (dataUpdatedAt - seenSince(query, data)) / 10))
}

/**
 * Returns since when the content of the data has been the same. Equal data may be another object, if
 * `structuralSharing` is off.
 */
function seenSince(query: QueryWithState<unknown>, data: object): number {
  let since = firstSeen.get(data)
  if (since === undefined) {
    const before = latest.get(query)
    const isSame = before !== undefined && JSON.stringify(before) === JSON.stringify(data)
    since = (isSame ? firstSeen.get(before) : undefined) ?? query.state.dataUpdatedAt
    firstSeen.set(data, since)
  }
  latest.set(query, data)
  return since
}
