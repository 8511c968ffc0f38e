import { useState } from 'react'
import type { CallEnd, CallProps } from './call-session.ts'
import { LiveCall } from './live-call.tsx'
import Lobby from './lobby.tsx'
import { useCallMedia } from './use-call-media.ts'

export interface CallEntryProps extends CallProps {
  readonly onEnd: (end: CallEnd) => void
}

/** Shows the lobby first, and then the call with the devices chosen in the lobby. */
export default function CallEntry({ onEnd, ...props }: CallEntryProps) {
  const media = useCallMedia(true)
  const [hasJoined, setHasJoined] = useState(false)
  return hasJoined ? (
    <LiveCall {...props} media={media} onEnd={onEnd} />
  ) : (
    <Lobby
      media={media}
      onJoin={() => setHasJoined(true)}
      onCancel={() => onEnd({ reason: 'left', error: undefined })}
    />
  )
}
