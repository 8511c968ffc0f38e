import { ToggleButton } from 'react-aria-components/ToggleButton'
import { Button } from '../ui/button.tsx'
import { Icon, type IconName } from '../ui/icon.tsx'
import { describeDevice } from './call-text.ts'
import type { CallMedia } from './use-call-media.ts'

export interface ControlBarProps {
  readonly media: CallMedia
  readonly isChatOpen: boolean
  readonly onChat: () => void
  readonly onLeave: () => void
}

/** The user's controls in a call: microphone, camera, screen sharing, chat and leaving. */
export function ControlBar({ media, isChatOpen, onChat, onLeave }: ControlBarProps) {
  const { microphone, camera, screen } = media
  const problems = [describeDevice('camera', camera), describeDevice('microphone', microphone)]
  const canShareScreen = typeof navigator.mediaDevices?.getDisplayMedia === 'function'
  return (
    <div className="stack-s">
      {problems.map((text) =>
        text === undefined ? null : (
          <p key={text} className="error-text" role="alert">
            {text}
          </p>
        ),
      )}
      <div className="control-bar" role="toolbar" aria-label="Call controls">
        <ControlButton
          icon={microphone.status === 'on' ? 'mic' : 'mic-off'}
          label="Microphone"
          isOn={microphone.status === 'on'}
          onChange={media.toggleMicrophone}
        />
        <ControlButton
          icon={camera.status === 'on' ? 'camera' : 'camera-off'}
          label="Camera"
          isOn={camera.status === 'on'}
          onChange={media.toggleCamera}
        />
        {/* Only phones and tablets report the direction of a camera. */}
        {camera.facingMode ? (
          <Button onPress={media.switchCamera} aria-label="Switch camera">
            <Icon name="switch-camera" />
            <span className="control-button-label" aria-hidden="true">
              {' '}
              Switch camera
            </span>
          </Button>
        ) : null}
        {canShareScreen ? (
          <ControlButton
            icon="screen"
            label="Share screen"
            isOn={screen.status === 'on'}
            onChange={media.toggleScreen}
          />
        ) : null}
        <ControlButton icon="chat" label="Chat" isOn={isChatOpen} onChange={onChat} />
        <Button variant="danger" onPress={onLeave} aria-label="Leave">
          <Icon name="leave" />
          <span className="control-button-label" aria-hidden="true">
            {' '}
            Leave
          </span>
        </Button>
      </div>
    </div>
  )
}

interface ControlButtonProps {
  readonly icon: IconName
  readonly label: string
  readonly isOn: boolean
  readonly onChange: () => void
}

function ControlButton({ icon, label, isOn, onChange }: ControlButtonProps) {
  return (
    <ToggleButton className="control-button" isSelected={isOn} onChange={onChange} aria-label={label}>
      <Icon name={icon} />
      <span className="control-button-label" aria-hidden="true">
        {label}
      </span>
    </ToggleButton>
  )
}
