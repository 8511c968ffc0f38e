import type { ParticipantMark } from '../call/call-session.ts'
import { Icon } from '../ui/icon.tsx'

const labels: Readonly<Record<ParticipantMark['mark'], string | undefined>> = {
  verified: 'verified',
  unverified: undefined,
  forged: 'invalid identity',
  duplicated: 'duplicate identity',
}

/** Shows whether a participant's signed context was verified. */
export function MarkBadge({ mark }: { readonly mark: ParticipantMark | undefined }) {
  const text = mark && labels[mark.mark]
  if (mark === undefined || text === undefined) return null
  return (
    <span className="mark-badge" data-mark={mark.mark} title={text}>
      {mark.mark === 'verified' ? <Icon name="verified" /> : null}
      <span className={mark.mark === 'verified' ? 'visually-hidden' : undefined}>{text}</span>
    </span>
  )
}
