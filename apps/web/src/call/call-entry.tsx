import { useState } from 'react'
import type { CallEnd, CallPanelProps } from './call-panel.tsx'
import { LiveCall } from './live-call.tsx'
import Lobby from './lobby.tsx'
import { useCallMedia } from './use-call-media.ts'

export interface CallEntryProps extends CallPanelProps {
  readonly onEnd: (end: CallEnd) => void
}

/** The way into a call: the lobby with one's devices, and then the call with the same ones. */
export default function CallEntry({ onEnd, ...props }: CallEntryProps) {
  const media = useCallMedia(true)
  const [isIn, setIn] = useState(false)
  return isIn ? (
    <LiveCall {...props} media={media} onEnd={onEnd} />
  ) : (
    <Lobby
      media={media}
      onJoin={() => setIn(true)}
      onCancel={() => onEnd({ reason: 'left', error: undefined })}
    />
  )
}
