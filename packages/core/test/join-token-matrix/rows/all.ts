import type { Row } from '../run-row.ts'
import { clockRows } from './clocks.ts'
import { networkRows } from './network.ts'
import { oddResponseRows } from './odd-responses.ts'
import { pageRows } from './pages.ts'
import { answerRows } from './responses.ts'

/** All rows, by the kind of fault. */
export const themes: readonly (readonly [theme: string, rows: readonly Row[]])[] = [
  ['Lifetimes and clocks', clockRows],
  ['Networks', networkRows],
  ['Responses', [...answerRows, ...oddResponseRows]],
  ['Pages, tabs and users', pageRows],
]

export const rows: readonly Row[] = themes.flatMap(([, rows]) => rows)
