import { themes } from './rows.ts'
import type { Outcome } from './world.ts'

type Cells = ReadonlyMap<string, Outcome>

const number = new Intl.NumberFormat('en')
const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
const counted = (count: number, name: string) => `${number.format(count)} ${name}${count === 1 ? '' : 's'}`

function cell(outcome: Outcome | undefined): string {
  if (!outcome) return '–'
  const { received, accepted, resets, requests, recoverMs, status } = outcome
  return [
    `${number.format(received)} of ${number.format(accepted)}`,
    ...(resets > 0 ? [counted(resets, 'reset')] : []),
    counted(requests, 'request'),
    ...(recoverMs === undefined ? [] : [`${recoverMs / 1_000} s`]),
    ...(status === 'open' ? [] : [`${status}`]),
  ].join(' · ')
}

/** Returns the matrix as Markdown. */
export function writeTable(memory: Cells, object: Cells): string {
  return themes
    .map(([theme, rows]) =>
      [
        `## ${theme}`,
        '',
        row(['fault', 'hub in memory', 'hub in a Durable Object']),
        row(['---', '---', '---']),
        ...rows.map(({ name }) => row([name, cell(memory.get(name)), cell(object.get(name))])),
        '',
      ].join('\n'),
    )
    .join('\n')
}
