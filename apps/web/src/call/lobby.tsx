import { useEffect, useRef } from 'react'
import { Label } from 'react-aria-components/Label'
import { Meter } from 'react-aria-components/Meter'
import { useUser } from '../session/user-context.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { describeDevice } from './call-text.ts'
import { DeviceMenu } from './device-menu.tsx'
import { useAudioLevel } from './use-audio-level.ts'
import type { CallMedia } from './use-call-media.ts'

export interface LobbyProps {
  readonly media: CallMedia
  readonly onJoin: () => void
  readonly onCancel: () => void
}

/** Lets the user check their camera, microphone and speaker before they join the call. */
export default function Lobby({ media, onJoin, onCancel }: LobbyProps) {
  const { name } = useUser()
  const { camera, microphone, devices, preferences } = media
  const level = useAudioLevel(microphone.track)
  const problems = [describeDevice('camera', camera), describeDevice('microphone', microphone)]
  return (
    <div className="lobby">
      <div className="lobby-preview">
        <Preview track={camera.track} isMirrored={camera.facingMode !== 'environment'} />
        <div className="lobby-switches">
          <Button onPress={media.toggleMicrophone} isPending={microphone.status === 'starting'}>
            <Icon name={microphone.status === 'on' ? 'mic' : 'mic-off'} />{' '}
            {microphone.status === 'on' ? 'Microphone on' : 'Microphone off'}
          </Button>
          <Button onPress={media.toggleCamera} isPending={camera.status === 'starting'}>
            <Icon name={camera.status === 'on' ? 'camera' : 'camera-off'} />{' '}
            {camera.status === 'on' ? 'Camera on' : 'Camera off'}
          </Button>
        </div>
      </div>
      <div className="stack">
        <p>
          You will join as <strong>{name}</strong>.
        </p>
        {problems.map((text) =>
          text === undefined ? null : (
            <p key={text} className="error-text" role="alert">
              {text}
            </p>
          ),
        )}
        <Meter className="meter" value={level} valueLabel={level > 5 ? 'sound detected' : 'silent'}>
          <Label className="meter-label">Microphone level</Label>
          <span className="meter-track">
            <span className="meter-fill meter-fill-quick" style={{ width: `${level}%` }} />
          </span>
        </Meter>
        <DeviceMenu
          label="Camera"
          devices={devices.cameras}
          value={camera.deviceId ?? preferences.camera}
          onChange={media.chooseCamera}
        />
        <DeviceMenu
          label="Microphone"
          devices={devices.microphones}
          value={microphone.deviceId ?? preferences.microphone}
          onChange={media.chooseMicrophone}
        />
        <DeviceMenu
          label="Speaker"
          devices={devices.speakers}
          value={preferences.speaker ?? devices.speakers[0]?.deviceId}
          onChange={media.chooseSpeaker}
        />
        <div className="row">
          <Button variant="primary" autoFocus onPress={onJoin}>
            Join now
          </Button>
          <Button onPress={onCancel}>Cancel</Button>
        </div>
      </div>
    </div>
  )
}

interface PreviewProps {
  readonly track: MediaStreamTrack | undefined
  readonly isMirrored: boolean
}

function Preview({ track, isMirrored }: PreviewProps) {
  const videoElement = useRef<HTMLVideoElement>(null)
  useEffect(() => {
    if (videoElement.current) videoElement.current.srcObject = track ? new MediaStream([track]) : null
  }, [track])
  return track === undefined ? (
    <p className="tile-empty">Your camera is off.</p>
  ) : (
    <video
      ref={videoElement}
      className={isMirrored ? 'mirrored' : undefined}
      autoPlay
      playsInline
      muted
      aria-label="Your camera preview"
    />
  )
}
