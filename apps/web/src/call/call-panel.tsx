import type { LeaveReason } from '@greenroom/live'
import { lazy, type RefObject, Suspense, useEffect, useRef, useState } from 'react'
import { useUser } from '../session/user-context.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import type { CallSession } from './call-session.ts'
import { describeCallEnd } from './call-text.ts'

const loadCallEntry = () => import('./call-entry.tsx')
const CallEntry = lazy(loadCallEntry)

export interface CallPanelProps extends CallSession {
  readonly roomId: string
  /** Is called when this person has come or gone. */
  readonly onMove: () => unknown
}

/** How a call came to its end. */
export interface CallEnd {
  readonly reason: LeaveReason | undefined
  readonly error: Error | undefined
}

/** Where somebody joins a room, is in it, and leaves. All that a call needs is loaded when it is wanted. */
export function CallPanel(props: CallPanelProps) {
  const user = useUser()
  const [isOpen, setOpen] = useState(false)
  const [end, setEnd] = useState<CallEnd>()
  const place = useKeptFocus(isOpen)
  const words = end && describeCallEnd(end.reason, end.error)

  return (
    <div className="stack" ref={place} tabIndex={-1}>
      {isOpen ? (
        <Suspense fallback={<Skeleton count={4} label="Loading the call" />}>
          <CallEntry
            {...props}
            onEnd={(how) => {
              setOpen(false)
              setEnd(how)
            }}
          />
        </Suspense>
      ) : (
        <>
          {words ? <Notice words={words} look={end.reason === 'network' ? 'bad' : 'warn'} /> : null}
          <p className="soft">
            You join as {user.name}. First you see yourself, and try your camera and microphone.
          </p>
          <Button
            look="primary"
            onHoverStart={() => void loadCallEntry()}
            onPress={() => {
              setEnd(undefined)
              setOpen(true)
            }}
          >
            Join
          </Button>
        </>
      )}
    </div>
  )
}

/** Keeps the keyboard's place where a button that had the focus goes away with what it was in. */
function useKeptFocus(isLive: boolean): RefObject<HTMLDivElement | null> {
  const place = useRef<HTMLDivElement>(null)
  const before = useRef(isLive)
  useEffect(() => {
    if (before.current === isLive) return
    before.current = isLive
    if (document.activeElement === document.body) place.current?.focus({ preventScroll: true })
  }, [isLive])
  return place
}
