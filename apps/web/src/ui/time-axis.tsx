import { scaleTime } from 'd3-scale'

/** Converts a time, in milliseconds since the Unix epoch, to pixels from the left. */
export type TimeScale = (at: number) => number

export interface TimeAxisScale {
  readonly x: TimeScale
  readonly ticks: readonly { readonly at: number; readonly x: number; readonly text: string }[]
}

/** The minimum width of a tick's text, in pixels. */
const minTickWidth = 84

/**
 * Maps a time range to a width and returns ticks at round times.
 *
 * @param from The start of the range, in milliseconds since the Unix epoch, as is `to`.
 * @param left The position of `from`, in pixels from the left. The position of `to` is `right`.
 */
export function timeAxisScale(from: number, to: number, left: number, right: number): TimeAxisScale {
  const scale = scaleTime([from, to], [left, right])
  const x = (at: number) => Number(scale(at).toFixed(1))
  const format = to - from < 10 * 60_000 ? seconds : to - from < 20 * 3_600_000 ? minutes : days
  const ticks = scale.ticks(Math.max(2, Math.floor((right - left) / minTickWidth)))
  const all = ticks.map((at) => ({ at: at.getTime(), x: x(at.getTime()), text: format.format(at) }))
  // Omit ticks near the edges, because their text would be cut off.
  return {
    x,
    ticks: all.filter((tick) => tick.x - left > minTickWidth / 3 && right - tick.x > minTickWidth / 3),
  }
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
  /** The top of the grid lines, in pixels. */
  readonly top: number
  /** The bottom of the grid lines, in pixels. */
  readonly bottom: number
}

/** The grid lines of a time axis, with the times below. */
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
