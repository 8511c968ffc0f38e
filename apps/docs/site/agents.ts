import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { publicEntries } from './public-entries.ts'

/** A page that a person wrote. */
interface Page {
  readonly path: string
  readonly title: string
  readonly description: string
  readonly body: string
}

/**
 * Writes `llms.txt`, which lists the pages for language models, and `llms-full.txt`, which contains the
 * tutorials and guides.
 */
export function writeAgentFiles(root: string, pages: string, dist: string, homepage: string): void {
  const written = ['index.md', 'tutorials/*.md', 'guides/*.md']
    .flatMap((pattern) => globSync(pattern, { cwd: pages }).sort())
    .map((file) => readPage(pages, file))
  const list = (folder: string) =>
    written
      .filter(({ path }) => path.startsWith(folder))
      .map(({ path, title, description }) => `- [${title}](${homepage}/${path}/): ${description}`)
      .join('\n')
  const reference = publicEntries(root)
    .map(({ specifier }) => `- [${specifier}](${homepage}/${referencePath(specifier)}/)`)
    .join('\n')
  const [start] = written
  const introduction = `# Greenroom\n\n> ${start?.description ?? ''}\n\n${facts}`
  writeFileSync(
    join(dist, 'llms.txt'),
    `${introduction}\n\n## Tutorials\n\n${list('tutorials/')}\n\n## Guides\n\n${list('guides/')}\n\n## API reference\n\n${reference}\n`,
  )
  const texts = written.map(
    ({ path, title, body }) => `# ${title}\n\n<${homepage}/${path}>\n\n${body.trim()}`,
  )
  writeFileSync(join(dist, 'llms-full.txt'), `${introduction}\n\n${texts.join('\n\n')}\n`)
}

const facts = `Facts that programs often get wrong:

- The API key stays on a server. A page calls a gateway: \`createClient({ baseUrl: '/telnyx' })\`.
- Wire fields keep Telnyx's spelling (\`unique_name\`); all input of a call is one object.
- Join a room in React with \`<Call>\` or \`useLiveRoom\`; do not renew tokens with timers.
- A call with the outcome \`unknown\` may have acted: look for its effect before repeating it.
- Test with \`createEmulator({ clock: 'manual' })\` instead of mocks, and move its clock instead of waiting.
- Write TeXML with \`@greenroom/core/texml/document\`; misspelled verbs and attributes do not compile.`

/** Returns the path of an entry point's page in the reference. */
function referencePath(specifier: string): string {
  return `reference/${specifier.replace('@greenroom/', '')}`
}

function readPage(pages: string, file: string): Page {
  const text = readFileSync(join(pages, file), 'utf8')
  const [, front = '', body = ''] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text) ?? []
  const field = (name: string) =>
    new RegExp(`^${name}: (?:>-\\n)?((?:.+\\n?)(?:  .+\\n?)*)`, 'm')
      .exec(front)?.[1]
      ?.split(/\s*\n\s*/)
      .join(' ')
      .trim() ?? ''
  const path = file.replace(/\.md$/, '').replace(/^index$/, '')
  return { path, title: field('title'), description: field('description'), body }
}
