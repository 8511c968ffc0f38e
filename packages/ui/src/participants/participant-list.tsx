import type { ParticipantWithStreams } from '@greenroom/react/live'
import { memo, type ReactNode } from 'react'
import { classNames } from '../elements/class-names.ts'
import type { PartProps } from '../elements/part-props.ts'
import type { CallLabels } from '../labels/labels.ts'
import { useLabels } from '../labels/labels-context.tsx'
import { AudioStatus } from './audio-status.tsx'
import { HostMenu } from './host-menu.tsx'
import { MarkBadge, type ParticipantMark } from './mark-badge.tsx'
import { getInitial, getParticipantName } from './participant-name.ts'
import type { HostActions } from './use-host-actions.ts'
import type { ParticipantMarks } from './use-participant-marks.ts'

/** Slots of {@link ParticipantList}. */
export interface ParticipantListSlots {
  /** Above the list. Default: nothing. */
  readonly header?: ReactNode
  /** At the end of a participant's line. Default: the host's actions, if there are any. */
  readonly actions?: ((participant: ParticipantWithStreams) => ReactNode) | undefined
}

/** Props of {@link ParticipantList}. */
export interface ParticipantListProps extends PartProps {
  readonly participants: readonly ParticipantWithStreams[]
  /** Marks by participant id. Default: none are shown. */
  readonly marks?: ParticipantMarks | undefined
  /** What the user can do to others. Default: nothing. */
  readonly hostActions?: HostActions | undefined
  readonly slots?: ParticipantListSlots | undefined
}

/**
 * The list of everyone in a call, with their microphones and, for a host, a menu to mute and remove them.
 *
 * @example
 * ```tsx
 * import type { LiveRoom } from '@greenroom/live'
 * import { useLiveParticipants } from '@greenroom/react/live'
 * import { ParticipantList } from '@greenroom/ui'
 *
 * export function People({ room }: { room: LiveRoom }) {
 *   return <ParticipantList participants={useLiveParticipants(room)} />
 * }
 * ```
 */
export function ParticipantList({
  participants,
  marks,
  hostActions,
  className,
  labels: changes,
  slots = {},
}: ParticipantListProps) {
  const labels = useLabels(changes)
  return (
    <div className={classNames('gr-root gr-people', className)}>
      {slots.header}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard can scroll only what can have the focus */}
      <ul className="gr-people-list" aria-label={labels.peopleInCall} tabIndex={0}>
        {participants.map((participant) => (
          <Person
            key={participant.id}
            participant={participant}
            mark={marks?.get(participant.id)}
            hostActions={hostActions}
            renderActions={slots.actions}
            labels={labels}
          />
        ))}
      </ul>
    </div>
  )
}

interface PersonProps {
  readonly participant: ParticipantWithStreams
  readonly mark: ParticipantMark | undefined
  readonly hostActions: HostActions | undefined
  readonly renderActions: ParticipantListSlots['actions']
  readonly labels: CallLabels
}

const Person = memo(function Person({ participant, mark, hostActions, renderActions, labels }: PersonProps) {
  const { id, isLocal, isTelephone, isSpeaking, streams } = participant
  const name = getParticipantName(participant, labels)
  const stream = streams.find(({ key }) => key !== 'presentation')
  const menu =
    hostActions === undefined || isLocal ? null : (
      <HostMenu
        target={{ id, name }}
        isMuted={stream?.isMuted === true}
        actions={hostActions}
        labels={labels}
      />
    )
  return (
    <li className="gr-person" data-speaking={isSpeaking || undefined}>
      <span className="gr-face" aria-hidden="true">
        {getInitial(name)}
      </span>
      <span className="gr-person-text">
        <span className="gr-person-name">
          <span className="gr-truncated">{isLocal ? labels.you(name) : name}</span>
          <MarkBadge mark={mark} labels={labels} />
        </span>
        <AudioStatus stream={stream} isTelephone={isTelephone} labels={labels} />
      </span>
      {renderActions ? renderActions(participant) : menu}
    </li>
  )
})
