import type { Figures } from './outage.ts'

/** One point of the plot. */
export type Point = Figures & { readonly label: string }

/** The two series: by the maximum wait of the schedule, and by the maximum wait that a gateway requests. */
export interface Trade {
  readonly waits: readonly Point[]
  readonly requested: readonly Point[]
}

const width = 760
const height = 460
const left = 70
const right = 30
const top = 56
const bottom = 64

const ticksX = [1, 2, 5, 10, 20, 50, 100, 200]
const ticksY = [1, 2, 3, 5, 10, 15, 30, 50, 100]
const range = (ticks: readonly number[]) => [ticks[0] ?? 1, ticks.at(-1) ?? 1] as const

function scale(ticks: readonly number[], from: number, to: number): (value: number) => number {
  const [least, most] = range(ticks)
  return (value) =>
    Math.round((from + (Math.log(value / least) / Math.log(most / least)) * (to - from)) * 10) / 10
}

const x = scale(ticksX, left, width - right)
const y = scale(ticksY, height - bottom, top)

const text = (at: readonly [number, number], words: string, more = '') =>
  `<text x="${at[0]}" y="${at[1]}" ${more}>${words}</text>`
const line = (x1: number, y1: number, x2: number, y2: number, more: string) =>
  `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" ${more}/>`

function series(points: readonly Point[], color: string, defaultLabel?: string): string[] {
  const isAbove = defaultLabel === undefined
  const at = points.map(({ medianMs, peak }) => [x(medianMs / 1_000), y(peak)] as const)
  return [
    `<polyline points="${at.map((point) => point.join(',')).join(' ')}" fill="none" stroke="${color}" stroke-width="2"/>`,
    ...points.flatMap(({ label, peak, medianMs }, index) => {
      const [cx, cy] = at[index] ?? [0, 0]
      const isDefault = label === defaultLabel
      const words = isDefault
        ? `${label}, the default: ${peak.toFixed(1)} × and ${(medianMs / 1_000).toFixed(1)} s`
        : label
      return [
        `<circle cx="${cx}" cy="${cy}" r="${isDefault ? 7 : 4.5}" fill="${color}"/>`,
        isAbove
          ? text([cx + 8, cy - 8], words)
          : text([cx - 10, cy + 18], words, `text-anchor="end"${isDefault ? ' font-weight="bold"' : ''}`),
      ]
    }),
  ]
}

/** Draws the peak rate against the recovery time, both on logarithmic axes, as an SVG. */
export function drawTrade({ waits, requested }: Trade): string {
  const grid = [
    ...ticksX.flatMap((tick) => [
      line(x(tick), top, x(tick), height - bottom, 'stroke="#e4e4e7"'),
      text([x(tick), height - bottom + 18], `${tick} s`, 'text-anchor="middle"'),
    ]),
    ...ticksY.flatMap((tick) => [
      line(left, y(tick), width - right, y(tick), 'stroke="#e4e4e7"'),
      text([left - 8, y(tick) + 4], `${tick} ×`, 'text-anchor="end"'),
    ]),
  ]
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="12" fill="#27272a">`,
    '<title>Peak rate and recovery time of a million clients after five minutes without a server</title>',
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    text(
      [left, 24],
      'A million clients after five minutes without a server',
      'font-size="16" font-weight="bold"',
    ),
    text(
      [left, 42],
      'calls a second at the peak, by how long half of those without a token wait for one',
      'fill="#52525b"',
    ),
    ...grid,
    text(
      [(left + width - right) / 2, height - 16],
      'median recovery after the server is back',
      'text-anchor="middle"',
    ),
    `<text transform="translate(18 ${(top + height - bottom) / 2}) rotate(-90)" text-anchor="middle">peak, in steady rates</text>`,
    ...series(waits, '#0f766e', '30 s'),
    ...series(requested, '#b45309'),
    `<circle cx="${width - 370}" cy="${top + 16}" r="4.5" fill="#0f766e"/>`,
    text([width - 358, top + 20], 'the longest wait between two tries'),
    `<circle cx="${width - 370}" cy="${top + 36}" r="4.5" fill="#b45309"/>`,
    text([width - 358, top + 40], 'the longest that a gateway asks for (retry_after_ms)'),
    '</svg>',
    '',
  ].join('\n')
}
