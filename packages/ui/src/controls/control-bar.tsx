import { MessageSquare, MonitorUp, PhoneOff, Users } from 'lucide-react'
import { type ReactNode, useSyncExternalStore } from 'react'
import { Button, ToggleButton } from '../elements/button.tsx'
import { classNames } from '../elements/class-names.ts'
import type { PartProps } from '../elements/part-props.ts'
import { CameraIcon, MicrophoneIcon } from '../elements/toggle-icons.tsx'
import { LabelsProvider, useLabels } from '../labels/labels-context.tsx'
import { DeviceMenu } from '../media/device-menu.tsx'
import { SwitchCameraButton } from '../media/switch-camera-button.tsx'
import type { CallMedia } from '../media/use-call-media.ts'

/** Slots of {@link ControlBar}. */
export interface ControlBarSlots {
  /** Before the microphone. Default: nothing. */
  readonly start?: ReactNode
  /** Before the button to leave. Default: nothing. */
  readonly end?: ReactNode
}

/** Props of {@link ControlBar}. Buttons without a function are not shown. */
export interface ControlBarProps extends PartProps {
  readonly media: CallMedia
  readonly isChatOpen?: boolean | undefined
  readonly onChatToggle?: (() => void) | undefined
  /** How many messages the user has not seen. Default: 0. */
  readonly unreadCount?: number | undefined
  readonly isListOpen?: boolean | undefined
  /** Called to open or close the list of participants. */
  readonly onListToggle?: (() => void) | undefined
  /** How many participants are in the call. Default: 0, which is not shown. */
  readonly participantCount?: number | undefined
  readonly onLeave?: (() => void) | undefined
  readonly slots?: ControlBarSlots | undefined
}

/**
 * The user's controls in a call: microphone, camera, screen sharing, chat, participants and leaving.
 *
 * @example
 * ```tsx
 * import { useLiveRoom, usePublish } from '@greenroom/react/live'
 * import { ControlBar, useCallMedia } from '@greenroom/ui'
 *
 * export function Controls({ roomId }: { roomId: string }) {
 *   const media = useCallMedia(true)
 *   const { room } = useLiveRoom(roomId)
 *   usePublish(room, 'self', { audio: media.microphone.track, video: media.camera.track })
 *   return <ControlBar media={media} onLeave={() => room.leave()} />
 * }
 * ```
 */
export function ControlBar({
  media,
  isChatOpen = false,
  onChatToggle,
  unreadCount = 0,
  isListOpen = false,
  onListToggle,
  participantCount = 0,
  onLeave,
  className,
  labels: changes,
  slots = {},
}: ControlBarProps) {
  const labels = useLabels(changes)
  const canShareScreen = useCanShareScreen()
  const { microphone, camera, screen } = media
  const isMicrophoneOn = microphone.status === 'on'
  const isCameraOn = camera.status === 'on'
  return (
    <LabelsProvider labels={labels}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms */}
      <div className={classNames('gr-root gr-controls', className)} role="group" aria-label={labels.controls}>
        {slots.start}
        <span className="gr-control-pair">
          <ToggleButton
            label={labels.microphone}
            shortcut="M"
            isSelected={isMicrophoneOn}
            isAlert={!isMicrophoneOn}
            onChange={media.toggleMicrophone}
          >
            <MicrophoneIcon isOn={isMicrophoneOn} />
          </ToggleButton>
          <DeviceMenu media={media} kinds={['microphone', 'speaker']} variant="compact" />
        </span>
        <span className="gr-control-pair">
          <ToggleButton
            label={labels.camera}
            shortcut="V"
            isSelected={isCameraOn}
            isAlert={!isCameraOn}
            onChange={media.toggleCamera}
          >
            <CameraIcon isOn={isCameraOn} />
          </ToggleButton>
          <DeviceMenu media={media} kinds={['camera']} variant="compact" />
        </span>
        <SwitchCameraButton media={media} className="gr-control" labels={labels} />
        {canShareScreen ? (
          <ToggleButton
            label={labels.shareScreen}
            shortcut="S"
            isSelected={screen.status === 'on'}
            onChange={media.toggleScreen}
          >
            <MonitorUp className="gr-icon" />
          </ToggleButton>
        ) : null}
        {onChatToggle ? (
          <ToggleButton
            label={unreadCount > 0 ? `${labels.chat}, ${labels.unreadMessages(unreadCount)}` : labels.chat}
            shortcut="C"
            isSelected={isChatOpen}
            onChange={onChatToggle}
          >
            <MessageSquare className="gr-icon" />
            {unreadCount > 0 ? (
              <span className="gr-badge" data-count={unreadCount > 9 ? '9+' : unreadCount} />
            ) : null}
          </ToggleButton>
        ) : null}
        {onListToggle ? (
          <ToggleButton
            className="gr-control gr-people-control"
            label={participantCount > 1 ? `${labels.people} (${participantCount})` : labels.people}
            shortcut="P"
            isSelected={isListOpen}
            onChange={onListToggle}
          >
            <Users className="gr-icon" />
            <span className="gr-control-count" data-count={participantCount || undefined} />
          </ToggleButton>
        ) : null}
        {slots.end}
        {onLeave ? (
          <Button className="gr-control gr-leave" variant="danger" label={labels.leave} onPress={onLeave}>
            <PhoneOff className="gr-icon" />
          </Button>
        ) : null}
      </div>
    </LabelsProvider>
  )
}

const subscribeToNothing = () => () => undefined

/** Whether the browser can share a screen, which a server does not know. */
function useCanShareScreen(): boolean {
  return useSyncExternalStore(
    subscribeToNothing,
    () => typeof navigator.mediaDevices?.getDisplayMedia === 'function',
    () => false,
  )
}
