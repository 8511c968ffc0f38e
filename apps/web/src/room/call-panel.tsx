import { lazy, type RefObject, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { hasEmulator } from '../lab/has-emulator.ts'
import { redirectToEmulator } from '../lab/redirect-to-emulator.ts'
import { useUser } from '../session/user-context.ts'
import { Button } from '../ui/button.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import type { MarkedParticipants } from './use-participant-marks.ts'

const loadCall = async () => ({ default: (await import('@greenroom/ui')).Call })
const Call = lazy(loadCall)
const AddBot = import.meta.env.DEV ? lazy(() => import('../lab/add-bot.tsx')) : () => null

async function loadVendorPackage() {
  await redirectToEmulator()
  return import('@telnyx/video')
}

export interface CallPanelProps {
  readonly roomId: string
  /** The active session, if there is one. */
  readonly sessionId: string | undefined
  readonly marks: MarkedParticipants
  /** Called when participants join or leave. */
  readonly onParticipantsChange: () => unknown
}

/** Lets the user join and leave the call of a room. The code of the call is loaded on demand. */
export function CallPanel({ roomId, sessionId, marks, onParticipantsChange }: CallPanelProps) {
  const user = useUser()
  const [isOpen, setOpen] = useState(false)
  const container = useRestoredFocus(isOpen)
  const markNames = useMemo(() => new Map([...marks].map(([id, { mark }]) => [id, mark] as const)), [marks])

  return (
    <div className="stack" ref={container} tabIndex={-1}>
      {isOpen ? (
        <Suspense fallback={<Skeleton count={4} label="Loading the call" />}>
          <Call
            roomId={roomId}
            displayName={user.name}
            sessionId={sessionId}
            marks={markNames}
            load={loadVendorPackage}
            onParticipantsChange={onParticipantsChange}
            onLeave={() => setOpen(false)}
          />
          {hasEmulator ? <AddBot roomId={roomId} /> : null}
        </Suspense>
      ) : (
        <>
          <p className="text-muted">
            You will join as {user.name}. You can check your camera and microphone first.
          </p>
          <Button variant="primary" onHoverStart={() => void loadCall()} onPress={() => setOpen(true)}>
            Join
          </Button>
        </>
      )}
    </div>
  )
}

/** Focuses the container when the focused button disappears, so that keyboard users keep their position. */
function useRestoredFocus(isOpen: boolean): RefObject<HTMLDivElement | null> {
  const container = useRef<HTMLDivElement>(null)
  const previous = useRef(isOpen)
  useEffect(() => {
    if (previous.current === isOpen) return
    previous.current = isOpen
    if (document.activeElement === document.body) container.current?.focus({ preventScroll: true })
  }, [isOpen])
  return container
}
