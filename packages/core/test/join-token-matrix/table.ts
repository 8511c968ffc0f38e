import { themes } from './rows/all.ts'
import type { Outcome } from './run-row.ts'

/** The results of one library, by the names of the rows. */
export interface Column {
  readonly title: string
  readonly outcomes: ReadonlyMap<string, Outcome>
}

const number = new Intl.NumberFormat('en')

/** Rounds down, so that 100 % means all. */
const percent = (share: number) => `${Math.floor(share * 1_000) / 10} %`

function cell(outcome: Outcome | undefined): string {
  if (!outcome) return '–'
  const { share, calls, recoverMs, unhandled, isStorm } = outcome
  const parts = [percent(share), isStorm ? `**${number.format(calls)}, stopped**` : number.format(calls)]
  if (recoverMs !== undefined) parts.push(`${recoverMs / 1_000} s`)
  if (unhandled > 0) parts.push(`**${unhandled} unhandled**`)
  return parts.join(' · ')
}

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`

/** Returns the matrix as Markdown. */
export function writeTable(columns: readonly Column[]): string {
  const head = ['fault', ...columns.map(({ title }) => title)]
  const sections = themes.map(([theme, rows]) =>
    [
      `### ${theme}`,
      '',
      row(head),
      row(head.map(() => '---')),
      ...rows.map(({ name }) => row([name, ...columns.map(({ outcomes }) => cell(outcomes.get(name)))])),
      '',
    ].join('\n'),
  )
  return [summary(columns), ...sections].join('\n')
}

function summary(columns: readonly Column[]): string {
  const lines = columns.map(({ title, outcomes }) => {
    const all = [...outcomes.values()]
    const count = (is: (outcome: Outcome) => boolean) => String(all.filter(is).length)
    return row([
      title,
      String(all.length),
      count(({ share }) => share === 1),
      percent(Math.min(...all.map(({ share }) => share))),
      number.format(Math.max(...all.map(({ calls }) => calls))),
      count(({ unhandled }) => unhandled > 0),
    ])
  })
  const head = [
    'client',
    'rows',
    '100 % of the possible time',
    'lowest share',
    'most calls',
    'rows with an unhandled rejection',
  ]
  return [row(head), row(head.map(() => '---')), ...lines, ''].join('\n')
}
