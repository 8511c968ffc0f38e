import { TimeAxis, timeAxisScale } from '../ui/time-axis.tsx'
import { useNow } from '../ui/use-now.ts'
import { useWidth } from '../ui/use-width.ts'
import { describeTokenHistory } from './timeline-text.ts'
import {
  getTimeRange,
  type TimelineMarker,
  type TokenHistory,
  type TokenLifetime,
  takeLatest,
} from './token-history.ts'

const maxLifetimes = 6
const rowHeight = 26
const barHeight = 14
const top = 8
const axisHeight = 26

/**
 * A chart of the latest tokens on a time axis: a bar per token with its lifetime, renewal lead and failures.
 */
export function TokenChart({ history }: { readonly history: TokenHistory }) {
  const now = useNow(1_000)
  const [container, width] = useWidth<HTMLDivElement>(640)
  const shown = takeLatest(history, maxLifetimes)
  const [from, to] = getTimeRange(shown, now)
  const { x, ticks } = timeAxisScale(from, to, 2, width - 2)
  const rows = Math.max(1, shown.lifetimes.length)
  const bottom = top + rows * rowHeight
  const middleOf = (row: number) => top + (Math.max(0, row) + 0.5) * rowHeight

  return (
    <div ref={container} className="chart">
      <svg
        className="token-chart"
        width={width}
        height={bottom + axisHeight}
        role="img"
        aria-label={`Token timeline. ${describeTokenHistory(history, now)}`}
      >
        <TimeAxis ticks={ticks} top={top} bottom={bottom} />
        {shown.gaps.map((gap) => {
          const left = Math.max(x(gap.from), 0)
          return (
            <rect
              key={gap.from}
              className="gap"
              x={left}
              y={top}
              width={Math.max(1, x(gap.to ?? now) - left)}
              height={bottom - top}
            />
          )
        })}
        {shown.lifetimes.map((lifetime, row) => (
          <LifetimeBar key={lifetime.from} lifetime={lifetime} x={x} y={middleOf(row) - barHeight / 2} />
        ))}
        {shown.markers.map((marker, index) => (
          <MarkerIcon key={`${marker.at} ${index}`} marker={marker} x={x} y={middleOf(marker.lifetime)} />
        ))}
        <line className="now-line" x1={x(now)} x2={x(now)} y1={top - 4} y2={bottom} />
      </svg>
    </div>
  )
}

interface LifetimeBarProps {
  readonly lifetime: TokenLifetime
  readonly x: (at: number) => number
  readonly y: number
}

function LifetimeBar({ lifetime: { kind, from, dueAt, expiresAt, usedUntil }, x, y }: LifetimeBarProps) {
  const end = usedUntil ?? expiresAt
  const bar = (className: string, start: number, stop: number) =>
    stop > start ? (
      <rect className={className} x={x(start)} y={y} width={x(stop) - x(start)} height={barHeight} rx={3} />
    ) : null
  return (
    <g className="lifetime">
      {bar('lifetime-unused', from, expiresAt)}
      {bar('lifetime-used', from, end)}
      {bar('lifetime-lead', Math.max(from, dueAt), expiresAt)}
      <circle className={`lifetime-start lifetime-${kind}`} cx={x(from)} cy={y + barHeight / 2} r={5} />
    </g>
  )
}

interface MarkerIconProps {
  readonly marker: TimelineMarker
  readonly x: (at: number) => number
  readonly y: number
}

function MarkerIcon({ marker: { kind, at, retryAt }, x, y }: MarkerIconProps) {
  const left = x(at)
  return (
    <g className={`marker marker-${kind}`}>
      {retryAt === undefined ? null : (
        <>
          <line className="marker-wait" x1={left} x2={x(retryAt)} y1={y} y2={y} />
          <circle className="marker-retry" cx={x(retryAt)} cy={y} r={3.5} />
        </>
      )}
      <path className="marker-halo" transform={`translate(${left} ${y})`} d={markerPaths[kind]} />
      <path transform={`translate(${left} ${y})`} d={markerPaths[kind]} />
    </g>
  )
}

/** Every kind has its own shape, because color alone is not accessible. */
const markerPaths: Record<TimelineMarker['kind'], string> = {
  failed: 'M-5 -5 5 5M-5 5 5 -5',
  lost: 'M0 -6V6M-5 6H5',
  paused: 'M-3 -5V5M3 -5V5',
}
