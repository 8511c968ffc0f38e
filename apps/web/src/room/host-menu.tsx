import {
  useKickParticipants,
  useMutedParticipants,
  useMuteParticipants,
  useUnmuteParticipants,
} from '@greenroom/react'
import { Button } from 'react-aria-components/Button'
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components/Menu'
import { describeError } from '../errors/error-message.ts'
import { showToast } from '../ui/toasts.ts'

export interface HostMenuProps {
  readonly sessionId: string
  readonly participantId: string
  readonly name: string
}

/** The actions of a host on a participant in the call. */
export default function HostMenu({ sessionId, participantId, name }: HostMenuProps) {
  const onError = (error: Error) =>
    void showToast({ text: `${name}: ${describeError(error, 'room').title}.` })
  const mute = useMuteParticipants({ onError })
  const unmute = useUnmuteParticipants({ onError })
  const kick = useKickParticipants({ onError })
  const isMuted = useMutedParticipants(sessionId).includes(participantId)
  const target = { room_session_id: sessionId, participants: [participantId] }
  return (
    <MenuTrigger>
      <Button className="icon-button host-menu" aria-label={`Host actions for ${name}`}>
        ⋯
      </Button>
      <Popover className="popover" placement="bottom end">
        <Menu className="options">
          {isMuted ? (
            <MenuItem className="option" onAction={() => unmute.mutate(target)}>
              Unmute
            </MenuItem>
          ) : (
            <MenuItem className="option" onAction={() => mute.mutate(target)}>
              Mute
            </MenuItem>
          )}
          <MenuItem className="option" data-danger onAction={() => kick.mutate(target)}>
            Remove
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
