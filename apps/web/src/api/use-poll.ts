import { useUpdates } from '@greenroom/react'
import { type PolledQuery, pollEvery } from './poll.ts'

/** While updates arrive, a poll only repairs what was lost on the way. */
const repairIntervalMs = 600_000

/**
 * Returns a `refetchInterval`: that of {@link pollEvery}, or ten minutes while updates report all changes.
 *
 * @param everyMs The interval without updates in milliseconds, or a function that returns it.
 * @param isRepaired Whether to refetch at all while updates arrive. Default: yes.
 */
export function usePoll<Query extends PolledQuery>(
  everyMs: number | ((query: Query) => number),
  isRepaired = true,
): (query: Query) => number | false {
  const isOpen = useUpdates() === 'open'
  return (query) => {
    const intervalMs = typeof everyMs === 'number' ? everyMs : everyMs(query)
    if (!isOpen) return pollEvery(intervalMs)(query)
    return pollEvery(isRepaired ? repairIntervalMs : undefined)(query)
  }
}
