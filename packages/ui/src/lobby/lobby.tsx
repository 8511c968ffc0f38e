import { Mic, MicOff, SlidersHorizontal, SwitchCamera, Video, VideoOff } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { Button } from '../elements/button.tsx'
import { classNames } from '../elements/class-names.ts'
import type { PartProps } from '../elements/part-props.ts'
import { LabelsProvider, useLabels } from '../labels/labels-context.tsx'
import { DeviceMenu } from '../media/device-menu.tsx'
import { DeviceProblems } from '../media/device-problems.tsx'
import { LevelMeter } from '../media/level-meter.tsx'
import type { CallMedia } from '../media/use-call-media.ts'
import { Preview } from './preview.tsx'

const CallTest = lazy(() => import('./call-test.tsx'))

/** Slots of {@link Lobby}. */
export interface LobbySlots {
  /** Above the devices. Default: a heading, and the name with which the user joins. */
  readonly header?: ReactNode
  /** Below the buttons. Default: nothing. */
  readonly footer?: ReactNode
}

/** Props of {@link Lobby}. */
export interface LobbyProps extends PartProps {
  readonly media: CallMedia
  /** The name with which the user joins. Default: none is shown. */
  readonly displayName?: string | undefined
  /** The room to join. With it, the test of the setup also checks the connection to the gateway. */
  readonly roomId?: string | undefined
  readonly onJoin: () => void
  /** Called when the user cancels. Default: there is no button for it. */
  readonly onCancel?: (() => void) | undefined
  readonly slots?: LobbySlots | undefined
}

/**
 * Lets the user check their camera, microphone and speaker before they join a call. The list of devices
 * follows what is plugged in.
 *
 * @example
 * ```tsx
 * import { Lobby, useCallMedia } from '@greenroom/ui'
 *
 * export function Entry({ onJoin }: { onJoin: () => void }) {
 *   const media = useCallMedia(true)
 *   return <Lobby media={media} displayName="Ann" onJoin={onJoin} />
 * }
 * ```
 */
export function Lobby({
  media,
  displayName,
  roomId,
  onJoin,
  onCancel,
  className,
  labels: changes,
  slots = {},
}: LobbyProps) {
  const labels = useLabels(changes)
  const [isTesting, setTesting] = useState(false)
  const { camera, microphone } = media
  const isMicrophoneOn = microphone.status === 'on'
  const isCameraOn = camera.status === 'on'
  return (
    <LabelsProvider labels={labels}>
      <div className={classNames('gr-root gr-lobby', className)}>
        <div className="gr-lobby-layout">
          <div className="gr-preview">
            <Preview camera={camera} labels={labels} />
            <div className="gr-preview-controls">
              <Button
                className="gr-round-control"
                label={isMicrophoneOn ? labels.turnMicrophoneOff : labels.turnMicrophoneOn}
                isAlert={!isMicrophoneOn}
                onPress={media.toggleMicrophone}
              >
                {isMicrophoneOn ? <Mic className="gr-icon" /> : <MicOff className="gr-icon" />}
              </Button>
              <Button
                className="gr-round-control"
                label={isCameraOn ? labels.turnCameraOff : labels.turnCameraOn}
                isAlert={!isCameraOn}
                onPress={media.toggleCamera}
              >
                {isCameraOn ? <Video className="gr-icon" /> : <VideoOff className="gr-icon" />}
              </Button>
              {/* Only phones and tablets report the direction of a camera. */}
              {camera.facingMode ? (
                <Button className="gr-round-control" label={labels.switchCamera} onPress={media.switchCamera}>
                  <SwitchCamera className="gr-icon" />
                </Button>
              ) : null}
            </div>
          </div>
          <div className="gr-lobby-side">
            {slots.header ?? (
              <div>
                <h2 className="gr-heading">{labels.lobby}</h2>
                {displayName === undefined ? null : (
                  <p className="gr-soft">{labels.joiningAs(displayName)}</p>
                )}
              </div>
            )}
            <DeviceProblems media={media} labels={labels} />
            <DeviceMenu media={media} kinds={['camera']} />
            <div className="gr-stack-small">
              <DeviceMenu media={media} kinds={['microphone']} />
              <LevelMeter track={microphone.track} labels={labels} />
            </div>
            <DeviceMenu media={media} kinds={['speaker']} />
            <div className="gr-row">
              <Button variant="primary" autoFocus onPress={onJoin}>
                {labels.joinNow}
              </Button>
              {onCancel ? <Button onPress={onCancel}>{labels.cancel}</Button> : null}
              <Button className="gr-link-button" aria-haspopup="dialog" onPress={() => setTesting(true)}>
                <SlidersHorizontal className="gr-icon-small" aria-hidden="true" />
                {labels.testDevices}
              </Button>
            </div>
            {slots.footer}
          </div>
        </div>
        {isTesting ? (
          <Suspense>
            <CallTest media={media} roomId={roomId} onClose={() => setTesting(false)} />
          </Suspense>
        ) : null}
      </div>
    </LabelsProvider>
  )
}
