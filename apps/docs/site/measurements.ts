import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryUrl } from '../../../tools/manifest.ts'

/** The documents that tests and benchmarks write, or that explain them, by their page. */
const documents = {
  faults: 'What happens when the server fails, with this client and with Telnyx’s.',
  'join-token': 'When a token source renews a token, and the load of a million tabs after an outage.',
  'join-token-matrix': 'Faults that a join token survives, compared with LiveKit and Azure.',
  'live-updates': 'How pages receive changes, what it costs and where it ends.',
  'live-updates-matrix': 'Faults that live updates survive.',
  'live-updates-scale': 'A simulation of live updates with up to 100,000 watchers.',
} as const

/**
 * Writes a page for each document in `docs` that tests and benchmarks keep up to date. They stay there,
 * because the tests compare them.
 */
export function writeMeasurements(root: string, folder: string): void {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const [name, description] of Object.entries(documents)) {
    const [heading = '', ...lines] = readFileSync(join(root, 'docs', `${name}.md`), 'utf8').split('\n')
    const title = heading.replace(/^# /, '')
    const front = `title: ${JSON.stringify(title)}\ndescription: ${JSON.stringify(description)}\neditUrl: false`
    const body = lines
      .join('\n')
      .replaceAll(/\]\((?!https?:|#)([^)]+)\)/g, (_, target: string) => `](${linkTo(root, target)})`)
    writeFileSync(join(folder, `${name}.md`), `---\n${front}\n---\n${body}`)
  }
  copyFileSync(join(root, 'docs/join-token-fleet.svg'), join(folder, 'join-token-fleet.svg'))
}

/** Returns the link of a page for a link of a document in `docs`. */
function linkTo(root: string, target: string): string {
  const [, name = '', anchor = ''] = /^([\w-]+)\.md(#.*)?$/.exec(target) ?? []
  if (Object.hasOwn(documents, name)) return `/measurements/${name}/${anchor}`
  const page = /^\.\.\/apps\/docs\/src\/content\/docs\/(.+)\.md(#.*)?$/.exec(target)
  if (page) return `/${page[1]}/${page[2] ?? ''}`
  if (target.endsWith('.svg')) return `./${target}`
  return new URL(target, `${repositoryUrl(root)}/blob/main/docs/`).href
}
