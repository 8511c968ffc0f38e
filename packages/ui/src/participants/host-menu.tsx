import { Ellipsis } from 'lucide-react'
import { MenuButton } from '../elements/menu-button.tsx'
import type { CallLabels } from '../labels/labels.ts'
import type { HostActions, HostActionTarget } from './use-host-actions.ts'

export interface HostMenuProps {
  readonly target: HostActionTarget
  /** Whether the room reports that a host muted the participant. */
  readonly isMuted: boolean
  readonly actions: HostActions
  readonly labels: CallLabels
  readonly className?: string | undefined
}

/** The actions of a host on a participant in the call. */
export function HostMenu({ target, isMuted, actions, labels, className = 'gr-icon-button' }: HostMenuProps) {
  const canUnmute = isMuted || actions.mutedIds.includes(target.id)
  return (
    <MenuButton
      className={className}
      label={labels.hostActions(target.name)}
      groups={() => [
        {
          id: 'host',
          entries: [
            canUnmute
              ? { id: 'unmute', text: labels.unmute, onAction: () => actions.unmute(target) }
              : { id: 'mute', text: labels.mute, onAction: () => actions.mute(target) },
            { id: 'remove', text: labels.remove, isDanger: true, onAction: () => actions.remove(target) },
          ],
        },
      ]}
    >
      <Ellipsis className="gr-icon" aria-hidden="true" />
    </MenuButton>
  )
}
