import type { RoomParticipant } from '@greenroom/core/video'
import { type RefObject, useEffect, useRef } from 'react'
import { useUser } from '../session/user-context.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import type { CallState } from './call-controller.ts'
import { endWords } from './call-words.ts'
import { canJoin } from './emulated-call.ts'
import { LiveCall } from './live-call.tsx'
import { useCall } from './use-call.ts'

export interface CallPanelProps {
  readonly roomId: string
  /** Who is and was in the room's sessions, as far as it is known. */
  readonly participants: readonly RoomParticipant[]
  /** Is called when this person has come or gone. */
  readonly onMove: () => unknown
}

/** Where somebody joins a room, sees how the call stands, and leaves. */
export function CallPanel({ roomId, participants, onMove }: CallPanelProps) {
  const user = useUser()
  const { controller, state, start } = useCall(roomId, user.name)

  const self = participants.find(({ id }) => id === state?.participantId)
  const isRemoved = typeof self?.left_at === 'string'
  useEffect(() => {
    if (isRemoved) controller?.noteRemoved()
  }, [isRemoved, controller])

  const isIn = state?.step === 'in'
  const wasIn = useRef(isIn)
  useEffect(() => {
    if (wasIn.current === isIn) return
    wasIn.current = isIn
    onMove()
  }, [isIn, onMove])

  const isLive = state !== undefined && state.step !== 'out'
  const place = useKeptFocus(isLive)

  if (!canJoin) return <JoiningNeedsEmulator />
  return (
    <div className="stack" ref={place} tabIndex={-1}>
      {controller && isLive ? (
        <LiveCall roomId={roomId} controller={controller} state={state} />
      ) : (
        <JoinPrompt state={state} userName={user.name} onJoin={start} />
      )}
    </div>
  )
}

interface JoinPromptProps {
  /** What became of the last call, if there was one. */
  readonly state: CallState | undefined
  readonly userName: string
  readonly onJoin: () => void
}

function JoinPrompt({ state, userName, onJoin }: JoinPromptProps) {
  const words = state && endWords(state)
  return (
    <>
      {words ? <Notice words={words} look={state.wasRemoved ? 'warn' : 'bad'} /> : null}
      <p className="soft">You join as {userName}.</p>
      <Button look="primary" onPress={onJoin}>
        Join
      </Button>
    </>
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

function JoiningNeedsEmulator() {
  return (
    <p className="soft">
      Joining needs the emulator, which plays the media side of the call. This page runs without one: you can
      look at the room and at who meets in it.
    </p>
  )
}
