import type { Row } from '../run-row.ts'
import { clockRows } from './clocks.ts'
import { networkRows } from './network.ts'
import { oddResponseRows } from './odd-responses.ts'
import { pageRows } from './pages.ts'
import { answerRows } from './responses.ts'

/** Every row, by what goes wrong. */
export const themes: readonly (readonly [theme: string, rows: readonly Row[]])[] = [
  ['Lives and clocks', clockRows],
  ['Networks', networkRows],
  ['Answers', [...answerRows, ...oddResponseRows]],
  ['Pages, tabs and people', pageRows],
]

export const rows: readonly Row[] = themes.flatMap(([, rows]) => rows)
