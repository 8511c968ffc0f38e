import { lazy, Suspense } from 'react'
import { hasEmulator } from '../lab/has-emulator.ts'
import { useTokenEvents } from '../token-timeline/token-log-context.ts'
import { Card } from '../ui/card.tsx'
import { Skeleton } from '../ui/skeleton.tsx'

const JoinTokenTimeline = lazy(() => import('../token-timeline/join-token-timeline.tsx'))
const FaultSwitches = import.meta.env.DEV ? lazy(() => import('../lab/fault-switches.tsx')) : () => null

/** The history of the room's join token and, in development, switches that inject faults. */
export function TokenSection({ roomId }: { readonly roomId: string }) {
  const events = useTokenEvents(roomId)
  if (events.length === 0) return null
  return (
    <Card title="Join token">
      <Suspense fallback={<Skeleton count={4} label="Loading the timeline" />}>
        <JoinTokenTimeline roomId={roomId} />
        {hasEmulator ? <FaultSwitches /> : null}
      </Suspense>
    </Card>
  )
}
