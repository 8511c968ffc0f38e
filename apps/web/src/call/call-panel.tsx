import type { RoomParticipant } from '@greenroom/core/video'
import { useEffect } from 'react'
import { useUser } from '../session/user-context.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { endWords } from './call-words.ts'
import { canJoin } from './emulated-call.ts'
import { LiveCall } from './live-call.tsx'
import { useCall } from './use-call.ts'

export interface CallPanelProps {
  readonly roomId: string
  /** Who is and was in the room's sessions, as far as it is known. */
  readonly participants: readonly RoomParticipant[]
}

/** Where somebody joins a room, sees how the call stands, and leaves. */
export function CallPanel({ roomId, participants }: CallPanelProps) {
  const user = useUser()
  const { controller, state, start } = useCall(roomId, user.name)

  const self = participants.find(({ id }) => id === state?.participantId)
  const isRemoved = typeof self?.left_at === 'string'
  useEffect(() => {
    if (isRemoved) controller?.noteRemoved()
  }, [isRemoved, controller])

  if (!canJoin) return <JoiningNeedsEmulator />
  if (controller && state && state.step !== 'out') {
    return <LiveCall roomId={roomId} controller={controller} state={state} />
  }
  const words = state && endWords(state)
  return (
    <>
      {words ? <Notice words={words} look={state?.wasRemoved ? 'warn' : 'bad'} /> : null}
      <p className="soft">You join as {user.name}.</p>
      <Button look="primary" onPress={start}>
        Join
      </Button>
    </>
  )
}

function JoiningNeedsEmulator() {
  return (
    <p className="soft">
      Joining needs the emulator, which plays the media side of the call. This page runs without one: you can
      look at the room and at who meets in it.
    </p>
  )
}
