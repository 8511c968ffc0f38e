import type { ParticipantMark } from '../call/call-session.ts'
import { Icon } from '../ui/icon.tsx'

const texts: Readonly<Record<ParticipantMark['mark'], string | undefined>> = {
  verified: 'verified',
  unverified: undefined,
  forged: 'not who they say',
  duplicated: 'a second time',
}

/** Whether the gateway vouches for somebody's name. */
export function MarkBadge({ mark }: { readonly mark: ParticipantMark | undefined }) {
  const text = mark && texts[mark.mark]
  if (mark === undefined || text === undefined) return null
  return (
    <span className="mark-badge" data-mark={mark.mark} title={text}>
      {mark.mark === 'verified' ? <Icon name="verified" /> : null}
      <span className={mark.mark === 'verified' ? 'visually-hidden' : undefined}>{text}</span>
    </span>
  )
}
