import { useUpdates } from '@greenroom/react'

/** Shows whether changes arrive as they happen. Without updates, which a deployment may lack, it is empty. */
export function UpdatesMark() {
  const status = useUpdates()
  if (status === 'closed') return null
  const isOpen = status === 'open'
  return (
    <span className="updates-mark" role="status" data-open={isOpen}>
      {isOpen ? 'Up to date' : 'Reconnecting…'}
    </span>
  )
}
