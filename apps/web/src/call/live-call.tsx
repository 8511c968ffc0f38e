import { RoomAudio, useLiveParticipants, useLiveRoom, usePublish } from '@greenroom/react/live'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { hasEmulator } from '../lab/has-emulator.ts'
import { BlockedSound } from './blocked-sound.tsx'
import type { CallEnd, CallProps } from './call-session.ts'
import { describeDeviceProblem } from './call-text.ts'
import { Chat } from './chat.tsx'
import { ConnectionStatus } from './connection-status.tsx'
import { ControlBar } from './control-bar.tsx'
import { useParticipantNames } from './participant-names.ts'
import { redirectToEmulator } from './redirect-to-emulator.ts'
import { TileGrid } from './tile-grid.tsx'
import type { CallMedia } from './use-call-media.ts'

const AddBot = import.meta.env.DEV ? lazy(() => import('../lab/add-bot.tsx')) : () => null

export interface LiveCallProps extends CallProps {
  readonly media: CallMedia
  readonly onEnd: (end: CallEnd) => void
}

async function loadVendorPackage() {
  await redirectToEmulator()
  return import('@telnyx/video')
}

/** A call in progress: its participants, their audio and video, the chat and the controls. */
export function LiveCall({ roomId, sessionId, marks, media, onParticipantsChange, onEnd }: LiveCallProps) {
  const { room, status, reason, error } = useLiveRoom(roomId, { load: loadVendorPackage })
  const participants = useLiveParticipants(room)
  const { camera, microphone, screen } = media
  usePublish(room, 'self', { audio: microphone.track, video: camera.track })
  usePublish(room, 'presentation', { audio: screen.audioTrack, video: screen.track })
  const [isChatOpen, setChatOpen] = useState(false)
  const names = useParticipantNames(participants)

  const latest = useRef({ onParticipantsChange, onEnd })
  useEffect(() => {
    latest.current = { onParticipantsChange, onEnd }
  })
  const count = participants.length
  useEffect(() => {
    if (count > 0) latest.current.onParticipantsChange()
  }, [count])
  useEffect(() => {
    if (status === 'left') latest.current.onEnd({ reason, error })
  }, [status, reason, error])

  if (status === 'idle' || status === 'left') return null
  const screenProblem = describeDeviceProblem('screen', screen.status)
  return (
    <div className="call" data-chat={isChatOpen || undefined} data-status={status}>
      <ConnectionStatus status={status} reason={reason} participantCount={participants.length} />
      <RoomAudio
        room={room}
        speaker={media.preferences.speaker}
        renderBlocked={(play) => <BlockedSound onPlay={play} />}
      />
      {screenProblem ? (
        <p className="error-text" role="alert">
          {screenProblem}
        </p>
      ) : null}
      <div className="call-stage">
        <TileGrid room={room} participants={participants} sessionId={sessionId} marks={marks} />
        {isChatOpen ? <Chat room={room} names={names} marks={marks} /> : null}
      </div>
      <ControlBar
        media={media}
        isChatOpen={isChatOpen}
        onChat={() => setChatOpen(!isChatOpen)}
        onLeave={() => void room.leave()}
      />
      {hasEmulator ? (
        <Suspense>
          <AddBot roomId={roomId} />
        </Suspense>
      ) : null}
    </div>
  )
}
