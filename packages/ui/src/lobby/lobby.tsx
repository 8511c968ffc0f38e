import { SlidersHorizontal } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { Button } from '../elements/button.tsx'
import { classNames } from '../elements/class-names.ts'
import type { PartProps } from '../elements/part-props.ts'
import { CameraIcon, MicrophoneIcon } from '../elements/toggle-icons.tsx'
import { LabelsProvider, useLabels } from '../labels/labels-context.tsx'
import { DeviceMenu } from '../media/device-menu.tsx'
import { DeviceProblems } from '../media/device-problems.tsx'
import { LevelMeter } from '../media/level-meter.tsx'
import { SwitchCameraButton } from '../media/switch-camera-button.tsx'
import type { CallMedia } from '../media/use-call-media.ts'
import { NameField } from './name-field.tsx'
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
  /** Called when the user changes the name. Default: there is no field for it. */
  readonly onDisplayNameChange?: ((name: string) => void) | undefined
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
  onDisplayNameChange,
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
                <MicrophoneIcon isOn={isMicrophoneOn} />
              </Button>
              <Button
                className="gr-round-control"
                label={isCameraOn ? labels.turnCameraOff : labels.turnCameraOn}
                isAlert={!isCameraOn}
                onPress={media.toggleCamera}
              >
                <CameraIcon isOn={isCameraOn} />
              </Button>
              <SwitchCameraButton media={media} className="gr-round-control" labels={labels} />
            </div>
          </div>
          <form
            className="gr-lobby-side"
            onSubmit={(event) => {
              event.preventDefault()
              onJoin()
            }}
          >
            {slots.header ?? (
              <div>
                <h2 className="gr-heading">{labels.lobby}</h2>
                {displayName === undefined || onDisplayNameChange ? null : (
                  <p className="gr-soft">{labels.joiningAs(displayName)}</p>
                )}
              </div>
            )}
            {onDisplayNameChange ? (
              <NameField name={displayName ?? ''} onChange={onDisplayNameChange} labels={labels} />
            ) : null}
            <DeviceProblems media={media} labels={labels} />
            <DeviceMenu media={media} kinds={['camera']} />
            <div className="gr-stack-small">
              <DeviceMenu media={media} kinds={['microphone']} />
              {microphone.track ? <LevelMeter track={microphone.track} labels={labels} /> : null}
            </div>
            <DeviceMenu media={media} kinds={['speaker']} />
            <div className="gr-row gr-lobby-actions">
              <Button variant="primary" type="submit" autoFocus={!onDisplayNameChange}>
                {labels.joinNow}
              </Button>
              {onCancel ? <Button onPress={onCancel}>{labels.cancel}</Button> : null}
              <Button className="gr-link-button" aria-haspopup="dialog" onPress={() => setTesting(true)}>
                <SlidersHorizontal className="gr-icon-small" aria-hidden="true" />
                {labels.testDevices}
              </Button>
            </div>
            {slots.footer}
          </form>
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
