import { lazy, Suspense } from 'react'
import { hasEmulator } from '../lab/has-emulator.ts'
import { useTokenEvents } from '../token-timeline/token-log-context.ts'
import { Skeleton } from '../ui/skeleton.tsx'

const JoinTokenTimeline = lazy(() => import('../token-timeline/join-token-timeline.tsx'))
const TokenFaults = lazy(() => import('../lab/token-faults.tsx'))

/** The room's join token, once there was one: its story, and beside it what can be done to break it. */
export function TokenSection({ roomId }: { readonly roomId: string }) {
  const events = useTokenEvents(roomId)
  if (events.length === 0) return null
  return (
    <section className="card room-token" aria-labelledby="token">
      <h2 id="token">Join token</h2>
      <Suspense fallback={<Skeleton lines={4} label="Loading the timeline" />}>
        <JoinTokenTimeline roomId={roomId} />
        {hasEmulator ? <TokenFaults /> : null}
      </Suspense>
    </section>
  )
}
