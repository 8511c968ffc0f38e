import type { Update } from '@greenroom/core/updates'
import type { QueryClient } from '@tanstack/react-query'
import { changeMuted, mutedKey } from '../muted.ts'
import { concernedQueries } from './concerned-queries.ts'

/** Applies updates to the cache of one scope. */
export interface UpdateSink {
  /** Refetches what an update concerns: at once, or with others that arrive within 200 ms. */
  apply(update: Update): void
  /** Refetches everything that is mounted. */
  reset(): void
  /** Drops what has not been refetched yet. */
  dispose(): void
}

/** Many updates that arrive together cause one refetch. */
const collectMs = 200

/** Creates the sink of a query client. */
export function createUpdateSink(queryClient: QueryClient, scope: string): UpdateSink {
  let collected: ReturnType<typeof concernedQueries>[] = []
  let timer: ReturnType<typeof setTimeout> | undefined

  const refetch = () => {
    const concerns = collected
    collected = []
    if (concerns.length === 0) {
      timer = undefined
      return
    }
    timer = setTimeout(refetch, collectMs)
    void queryClient.invalidateQueries({
      predicate: (query) => concerns.some((isConcerned) => isConcerned(query)),
    })
  }
  return {
    apply(update) {
      patchMuted(queryClient, scope, update)
      collected.push(concernedQueries(update, scope))
      if (timer === undefined) refetch()
    },
    reset: () => void queryClient.invalidateQueries({ queryKey: ['telnyx', scope] }),
    dispose() {
      clearTimeout(timer)
      timer = undefined
      collected = []
    },
  }
}

/** The API does not report who is muted, so the cache learns it from the updates of other hosts. */
function patchMuted(queryClient: QueryClient, scope: string, update: Update): void {
  const { type, session_id: room_session_id, participant_id } = update
  const isMuted = type === 'greenroom.session.muted'
  if (room_session_id === undefined || !(isMuted || type === 'greenroom.session.unmuted')) return
  const participants = participant_id === undefined ? ('all' as const) : [participant_id]
  const setup = { scope }
  const [change] = changeMuted(isMuted)(setup, { room_session_id, participants }, queryClient)
  if (change) queryClient.setQueryData(mutedKey(setup, room_session_id), change.update)
}
