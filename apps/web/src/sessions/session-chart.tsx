import type { RoomSession } from '@greenroom/core/video'
import { TimeAxis, timeAxisScale } from '../ui/time-axis.tsx'
import { useNow } from '../ui/use-now.ts'
import { useWidth } from '../ui/use-width.ts'
import { computeSessionSpans, findLatestTime, type SessionSpan } from './session-spans.ts'

export interface SessionChartProps {
  readonly sessions: readonly RoomSession[]
}

const top = 6
const axisHeight = 26
const lineHeight = 7
const padding = 5
const minWidth = 4

/** A chart of a room's sessions on a time axis: a bar per session, with a thinner bar per participant. */
export default function SessionChart({ sessions }: SessionChartProps) {
  const localNow = useNow(2_000)
  const [container, width] = useWidth<HTMLDivElement>(640)
  const now = Math.max(localNow, findLatestTime(sessions))
  const spans = computeSessionSpans(sessions, now).toReversed()
  if (spans.length === 0) return null

  const rows: { readonly span: SessionSpan; readonly y: number }[] = []
  for (const span of spans) {
    const previous = rows.at(-1)
    rows.push({ span, y: previous === undefined ? top : previous.y + heightOf(previous.span) + 6 })
  }
  const last = rows.at(-1)
  const bottom = last === undefined ? top : last.y + heightOf(last.span) + 4
  const from = Math.min(...spans.map((span) => span.from))
  const to = Math.max(now, ...spans.map((span) => span.to))
  const margin = Math.max(5_000, (to - from) * 0.03)
  const { x, ticks } = timeAxisScale(from - margin, to + margin, 2, width - 2)
  const widthOf = (span: { readonly from: number; readonly to: number }) =>
    Math.max(minWidth, x(span.to) - x(span.from))

  return (
    <div ref={container} className="chart">
      <svg
        className="session-chart"
        width={width}
        height={bottom + axisHeight}
        role="img"
        aria-label={describeChart(spans)}
      >
        <TimeAxis ticks={ticks} top={top} bottom={bottom} />
        {rows.map(({ span, y }) => (
          <g key={span.id} data-open={span.isOpen || undefined}>
            <rect
              className="session-bar"
              x={x(span.from)}
              y={y}
              width={widthOf(span)}
              height={heightOf(span)}
              rx={4}
            />
            {span.participants.map((participant, index) => (
              <rect
                key={participant.id}
                className="participant-bar"
                data-open={participant.isOpen || undefined}
                x={x(participant.from)}
                y={y + padding + index * lineHeight}
                width={widthOf(participant)}
                height={lineHeight - 3}
                rx={2}
              />
            ))}
          </g>
        ))}
        <line className="now-line" x1={x(now)} x2={x(now)} y1={0} y2={bottom} />
      </svg>
    </div>
  )
}

function heightOf({ participants }: SessionSpan): number {
  return padding * 2 + Math.max(1, participants.length) * lineHeight - 3
}

function describeChart(spans: readonly SessionSpan[]): string {
  const open = spans.filter(({ isOpen }) => isOpen).length
  const count = `${spans.length} ${spans.length === 1 ? 'session' : 'sessions'} on a time axis`
  return `${count}${open === 0 ? '' : `, ${open} active`}. The list below has the details.`
}
