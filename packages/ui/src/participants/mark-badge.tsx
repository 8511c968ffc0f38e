import { BadgeCheck } from 'lucide-react'
import { classNames } from '../elements/class-names.ts'
import type { PartProps } from '../elements/part-props.ts'
import { useLabels } from '../labels/labels-context.tsx'

/** The result of verifying a participant's context: see `markParticipants` of `@greenroom/core/identity`. */
export type ParticipantMark = 'verified' | 'unverified' | 'forged' | 'duplicated'

/** Props of {@link MarkBadge}. */
export interface MarkBadgeProps extends PartProps {
  /** Undefined while it is unknown. */
  readonly mark: ParticipantMark | undefined
}

/**
 * Shows whether a participant's signed context was verified. It renders nothing for a context that is not
 * signed.
 */
export function MarkBadge({ mark, className, labels: changes }: MarkBadgeProps) {
  const labels = useLabels(changes)
  if (mark === undefined || mark === 'unverified') return null
  const text = labels[mark]
  const isVerified = mark === 'verified'
  return (
    <span className={classNames('gr-root gr-mark', className)} data-mark={mark} title={text}>
      {isVerified ? <BadgeCheck className="gr-icon-small" aria-hidden="true" /> : null}
      <span className={isVerified ? 'gr-sr-only' : undefined}>{text}</span>
    </span>
  )
}
