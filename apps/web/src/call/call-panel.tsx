import { lazy, type RefObject, Suspense, useEffect, useRef, useState } from 'react'
import { useUser } from '../session/user-context.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import type { CallEnd, CallProps } from './call-session.ts'
import { describeCallEnd } from './call-text.ts'

const loadCallEntry = () => import('./call-entry.tsx')
const CallEntry = lazy(loadCallEntry)

/** Lets the user join and leave the call of a room. The code of the call is loaded on demand. */
export function CallPanel(props: CallProps) {
  const user = useUser()
  const [isOpen, setOpen] = useState(false)
  const [end, setEnd] = useState<CallEnd>()
  const container = useRestoredFocus(isOpen)
  const message = end && describeCallEnd(end.reason, end.error)

  return (
    <div className="stack" ref={container} tabIndex={-1}>
      {isOpen ? (
        <Suspense fallback={<Skeleton count={4} label="Loading the call" />}>
          <CallEntry
            {...props}
            onEnd={(callEnd) => {
              setOpen(false)
              setEnd(callEnd)
            }}
          />
        </Suspense>
      ) : (
        <>
          {message ? <Notice message={message} variant={end.reason === 'network' ? 'bad' : 'warn'} /> : null}
          <p className="text-muted">
            You will join as {user.name}. You can check your camera and microphone first.
          </p>
          <Button
            variant="primary"
            onHoverStart={() => void loadCallEntry()}
            onPress={() => {
              setEnd(undefined)
              setOpen(true)
            }}
          >
            {end && canRejoin(end) ? 'Rejoin' : 'Join'}
          </Button>
        </>
      )}
    </div>
  )
}

/** Whether the call ended for this user only, so that they may come back to it. */
function canRejoin({ reason }: CallEnd): boolean {
  return reason === 'kicked' || reason === 'network'
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
