import { lazy, type RefObject, Suspense, useEffect, useRef, useState } from 'react'
import { useUser } from '../session/user-context.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import type { CallEnd, CallProps } from './call-session.ts'
import { describeCallEnd } from './call-text.ts'

const loadCallEntry = () => import('./call-entry.tsx')
const CallEntry = lazy(loadCallEntry)

/** Where somebody joins a room, is in it, and leaves. All that a call needs is loaded when it is wanted. */
export function CallPanel(props: CallProps) {
  const user = useUser()
  const [isOpen, setOpen] = useState(false)
  const [end, setEnd] = useState<CallEnd>()
  const container = useKeptFocus(isOpen)
  const message = end && describeCallEnd(end.reason, end.error)

  return (
    <div className="stack" ref={container} tabIndex={-1}>
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
          {message ? <Notice message={message} variant={end.reason === 'network' ? 'bad' : 'warn'} /> : null}
          <p className="text-muted">
            You join as {user.name}. First you see yourself, and try your camera and microphone.
          </p>
          <Button
            variant="primary"
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
  const container = useRef<HTMLDivElement>(null)
  const before = useRef(isLive)
  useEffect(() => {
    if (before.current === isLive) return
    before.current = isLive
    if (document.activeElement === document.body) container.current?.focus({ preventScroll: true })
  }, [isLive])
  return container
}
