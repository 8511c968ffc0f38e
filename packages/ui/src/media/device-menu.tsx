import type { DeviceChoice } from '@greenroom/react/live'
import { ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from '../elements/class-names.ts'
import { MenuButton } from '../elements/menu-button.tsx'
import type { MenuGroup } from '../elements/menu-entry.ts'
import type { PartProps } from '../elements/part-props.ts'
import type { CallLabels } from '../labels/labels.ts'
import { useLabels } from '../labels/labels-context.tsx'
import type { CallMedia } from './use-call-media.ts'

/** A kind of device. */
export type DeviceKind = 'camera' | 'microphone' | 'speaker'

/** Slots of {@link DeviceMenu}. */
export interface DeviceMenuSlots {
  /** The content of the button. Default: the name of the current device, and an arrow. */
  readonly button?: ReactNode
}

/** Props of {@link DeviceMenu}. */
export interface DeviceMenuProps extends PartProps {
  readonly media: CallMedia
  /** The kinds of devices to choose from, each in a group of its menu. */
  readonly kinds: readonly [DeviceKind, ...DeviceKind[]]
  /**
   * How it looks: a field with a label, or a small button beside another one. A field with fewer than two
   * devices is not shown. Default: `field`.
   */
  readonly variant?: 'field' | 'compact' | undefined
  readonly slots?: DeviceMenuSlots | undefined
}

/**
 * A button that opens a menu of cameras, microphones or speakers. The choice takes effect at once, and is
 * stored for the next call. It renders nothing while the browser lists no devices.
 */
export function DeviceMenu({
  media,
  kinds,
  variant = 'field',
  className,
  labels: changes,
  slots = {},
}: DeviceMenuProps) {
  const labels = useLabels(changes)
  const groups = kinds.map((kind) => groupOf(kind, media, labels)).filter(({ entries }) => entries.length > 0)
  const count = groups.reduce((sum, { entries }) => sum + entries.length, 0)
  if (count < (variant === 'field' ? 2 : 1)) return null
  const [first] = groups
  const current = first?.entries.find(({ id }) => id === first.selectedId)
  const name = kinds.length === 1 ? labels[kinds[0]] : labels.audioSettings
  if (variant === 'compact') {
    return (
      <MenuButton
        className={classNames('gr-root gr-control-menu', className)}
        label={kinds[0] === 'camera' ? labels.videoSettings : labels.audioSettings}
        groups={() => groups}
      >
        {slots.button ?? <ChevronDown className="gr-icon-small" aria-hidden="true" />}
      </MenuButton>
    )
  }
  return (
    <div className={classNames('gr-root gr-field', className)}>
      <span className="gr-field-label" aria-hidden="true">
        {name}
      </span>
      <MenuButton
        className="gr-select"
        label={current === undefined ? name : `${name}: ${current.text}`}
        groups={() => groups}
      >
        {slots.button ?? (
          <>
            <span className="gr-select-value">{current?.text}</span>
            <ChevronDown className="gr-icon-small" aria-hidden="true" />
          </>
        )}
      </MenuButton>
    </div>
  )
}

function groupOf(kind: DeviceKind, media: CallMedia, labels: CallLabels): MenuGroup {
  const { choices, selectedId, choose } = choicesOf(kind, media)
  // Without permission, the browser reports devices without ids and labels.
  const entries = choices
    .filter(({ deviceId }) => deviceId !== '')
    .map(({ deviceId, label }, index) => ({
      id: deviceId,
      text: label || labels.numberedDevice(labels[kind], index + 1),
      onAction: () => choose(deviceId),
    }))
  return { id: kind, title: labels[kind], selectedId: selectedId ?? '', entries }
}

interface Choices {
  readonly choices: readonly DeviceChoice[]
  readonly selectedId: string | undefined
  readonly choose: (deviceId: string) => void
}

function choicesOf(kind: DeviceKind, media: CallMedia): Choices {
  const { camera, microphone, devices, preferences } = media
  switch (kind) {
    case 'camera':
      return {
        choices: devices.cameras,
        selectedId: camera.deviceId ?? preferences.camera,
        choose: media.chooseCamera,
      }
    case 'microphone':
      return {
        choices: devices.microphones,
        selectedId: microphone.deviceId ?? preferences.microphone,
        choose: media.chooseMicrophone,
      }
    case 'speaker':
      return {
        choices: devices.speakers,
        selectedId: preferences.speaker ?? devices.speakers[0]?.deviceId,
        choose: media.chooseSpeaker,
      }
  }
}
