import type { JoinTokenEvent } from '@greenroom/core/join-token'
import { useJoinToken } from '@greenroom/react'
import { useMemo } from 'react'
import { Button } from '../ui/button.tsx'
import { formatTimeOfDay } from '../ui/format.ts'
import { describeTokenEvent } from './timeline-text.ts'
import { TokenChart } from './token-chart.tsx'
import { buildTokenHistory } from './token-history.ts'
import { useTokenEvents } from './token-log-context.ts'

/**
 * The history of a room's join token: a chart of lifetimes, renewals and failures, and a list of the events.
 */
export default function JoinTokenTimeline({ roomId }: { readonly roomId: string }) {
  const events = useTokenEvents(roomId)
  // The call keeps the token fresh. This component only observes it.
  const { refresh } = useJoinToken(roomId, { enabled: false })
  const history = useMemo(() => buildTokenHistory(events), [events])
  return (
    <div className="stack">
      <TokenChart history={history} />
      <ul className="legend" aria-hidden="true">
        <li data-sign="used">in use</li>
        <li data-sign="lead">time left to renew</li>
        <li data-sign="failed">failed, and the next attempt</li>
        <li data-sign="gap">no token</li>
      </ul>
      <TokenEvents events={events} />
      <div className="row">
        <Button onPress={() => void refresh().catch(() => undefined)}>Renew now</Button>
      </div>
    </div>
  )
}

function TokenEvents({ events }: { readonly events: readonly JoinTokenEvent[] }) {
  if (events.length === 0) return <p className="text-muted">Nothing has happened to the token yet.</p>
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard can scroll only what can have the focus
    <section className="event-log" aria-label="What happened to the token" tabIndex={0}>
      <ol aria-label="Token events">
        {events.toReversed().map((event, index) => {
          const { title, detail } = describeTokenEvent(event)
          return (
            <li key={events.length - index} className="event-log-item" data-kind={event.type}>
              <strong>{title}</strong> at <time>{formatTimeOfDay(event.at)}</time>, {detail}
            </li>
          )
        })}
      </ol>
    </section>
  )
}
