import type { Mark } from '../call/people.ts'
import { Icon } from '../ui/icon.tsx'

const texts: Readonly<Record<Mark['mark'], string | undefined>> = {
  verified: 'verified',
  unverified: undefined,
  forged: 'not who they say',
  duplicated: 'a second time',
}

/** Whether the gateway vouches for somebody's name. */
export function MarkBadge({ mark }: { readonly mark: Mark | undefined }) {
  const text = mark && texts[mark.mark]
  if (mark === undefined || text === undefined) return null
  return (
    <span className="mark-badge" data-mark={mark.mark} title={text}>
      {mark.mark === 'verified' ? <Icon name="verified" /> : null}
      <span className={mark.mark === 'verified' ? 'unseen' : undefined}>{text}</span>
    </span>
  )
}
