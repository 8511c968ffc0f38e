import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { budgets } from './sizes.ts'

const documents = ['README.md', 'apps/docs/src/content/docs/{index,tutorials/*,guides/*}.md']

/** A part of a document that comes from elsewhere: `<!-- figures: NAME -->` … `<!-- /figures -->`. */
const part = /(<!-- figures: ([\w-]+) -->\n)([\s\S]*?)(<!-- \/figures -->)/g

/** What each part contains, by its name. Tests and benchmarks write the documents that it is taken from. */
const sources = new Map<string, (root: string) => string>([
  ['token-faults', (root) => firstTable(root, 'docs/join-token-matrix.md')],
  ['server-faults', (root) => firstTable(root, 'docs/faults.md')],
  ['sizes', sizeLimits],
])

/** The programs of the check of sizes that documents mention, and how. */
const programs: ReadonlyMap<string, string> = new Map([
  ['rooms.retrieve', 'a client with one endpoint'],
  ['createVideo', 'a client with all endpoints of Video'],
  ['gateway Worker', 'a Worker with a gateway'],
  ['react hooks, without peers and core', 'all React hooks'],
  ['live room, added to an app with the vendor’s package', 'a live room, beside `@telnyx/video`'],
  ['<Call>, without its peers', '`<Call>` with everything that it needs, except React and TanStack Query'],
])

/** Finds figures in documents that differ from those that were measured. */
export function checkFigures(root: string): string[] {
  return documentsOf(root).flatMap(({ file, text }) => {
    const unknown = Array.from(text.matchAll(part), ([, , name = '']) => name)
      .filter((name) => !sources.has(name))
      .map((name) => `${file}: there are no figures '${name}'`)
    const isOld = unknown.length === 0 && renew(root, text) !== text
    return isOld ? [`${file}: its figures are out of date; run the check 'figures' with --write`] : unknown
  })
}

/** Writes the current figures into the documents. */
export function writeFigures(root: string): void {
  for (const { file, text } of documentsOf(root)) {
    const renewed = renew(root, text)
    if (renewed !== text) writeFileSync(join(root, file), renewed)
  }
}

function documentsOf(root: string): { readonly file: string; readonly text: string }[] {
  return globSync(documents, { cwd: root }).map((file) => ({
    file,
    text: readFileSync(join(root, file), 'utf8'),
  }))
}

function renew(root: string, text: string): string {
  return text.replaceAll(part, (whole, begin: string, name: string, _: string, end: string) => {
    const figures = sources.get(name)?.(root)
    return figures === undefined ? whole : `${begin}\n${figures}\n\n${end}`
  })
}

function firstTable(root: string, file: string): string {
  const lines = readFileSync(join(root, file), 'utf8').split('\n')
  const first = lines.findIndex((line) => line.startsWith('|'))
  const length = lines.slice(first).findIndex((line) => !line.startsWith('|'))
  return lines.slice(first, first + length).join('\n')
}

function sizeLimits(): string {
  const rows = Array.from(programs, ([name, description]) => {
    const budget = budgets.find((each) => each.name === name)
    if (budget === undefined) throw new Error(`The check of sizes has no program '${name}'`)
    return `| ${description} | ${Math.ceil(budget.limit)} kB |`
  })
  return ['| program | at most, minified and gzipped |', '| --- | --- |', ...rows].join('\n')
}
