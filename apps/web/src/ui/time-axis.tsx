import { scaleTime } from 'd3-scale'

/** Turns a moment, in milliseconds since 1970, into pixels from the left. */
export type TimeScale = (at: number) => number

export interface TimeAxisScale {
  readonly x: TimeScale
  readonly ticks: readonly { readonly at: number; readonly x: number; readonly text: string }[]
}

/** Pixels that a tick's text needs at least. */
const tickRoom = 84

/**
 * Lays a stretch of time along a width, with ticks at round times.
 *
 * @param from In milliseconds since 1970, as `to`.
 * @param left Pixels from the left at which `from` is; `to` is at `right`.
 */
export function timeAxisScale(from: number, to: number, left: number, right: number): TimeAxisScale {
  const scale = scaleTime([from, to], [left, right])
  const x = (at: number) => Number(scale(at).toFixed(1))
  const texts = to - from < 10 * 60_000 ? seconds : to - from < 20 * 3_600_000 ? minutes : days
  const ticks = scale.ticks(Math.max(2, Math.floor((right - left) / tickRoom)))
  const all = ticks.map((at) => ({ at: at.getTime(), x: x(at.getTime()), text: texts.format(at) }))
  // A text at the edge would be cut off.
  return { x, ticks: all.filter((tick) => tick.x - left > tickRoom / 3 && right - tick.x > tickRoom / 3) }
}

const seconds = new Intl.DateTimeFormat('en', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})
const minutes = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const days = new Intl.DateTimeFormat('en', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  hourCycle: 'h23',
})

export interface TimeAxisProps {
  readonly ticks: TimeAxisScale['ticks']
  /** Where the grid begins and ends, in pixels from the top. */
  readonly top: number
  readonly bottom: number
}

/** The lines of a time axis, with the times below. */
export function TimeAxis({ ticks, top, bottom }: TimeAxisProps) {
  return (
    <g className="axis">
      {ticks.map(({ at, x, text }) => (
        <g key={at} transform={`translate(${x} 0)`}>
          <line y1={top} y2={bottom} />
          <text y={bottom + 16} textAnchor="middle">
            {text}
          </text>
        </g>
      ))}
    </g>
  )
}
