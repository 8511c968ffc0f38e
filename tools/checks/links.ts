import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, matchesGlob, normalize } from 'node:path'
import GithubSlugger from 'github-slugger'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { toString as textOf } from 'mdast-util-to-string'
import { visit } from 'unist-util-visit'
import { publicPackages, repositoryUrl } from '../manifest.ts'

const documents = [
  '*.md',
  'docs/**/*.md',
  'packages/*/*.md',
  'apps/*/README.md',
  'apps/docs/src/content/docs/{index,tutorials/*,guides/*}.md',
  '.changeset/*.md',
  '.github/**/*.md',
]

/** A link of a document. */
interface Link {
  readonly line: number
  readonly url: string
}

/** What can be a link or the target of one in a document. */
interface Document {
  readonly links: readonly Link[]
  readonly anchors: ReadonlySet<string>
}

/** Reads the links of a Markdown text, and the anchors that GitHub and npm give to its headings. */
export function readDocument(text: string): Document {
  const links: Link[] = []
  const anchors = new Set<string>()
  const slugger = new GithubSlugger()
  visit(fromMarkdown(text), (node) => {
    if (node.type === 'heading') anchors.add(slugger.slug(textOf(node)))
    if (node.type !== 'link' && node.type !== 'image' && node.type !== 'definition') return
    links.push({ line: node.position?.start.line ?? 0, url: node.url })
  })
  return { links, anchors }
}

/**
 * Finds links to files and headings that do not exist, in the workspace and in the repository's own address.
 * A relative link in the README of a package must lead to a file of its tarball.
 */
export function checkLinks(root: string): string[] {
  const repository = repositoryUrl(root)
  const packed = packedFiles(root)
  const read = memoize((file: string) => readDocument(readFileSync(join(root, file), 'utf8')))

  const problemOf = (file: string, url: string): string | undefined => {
    const target = resolveLink(file, url, repository)
    if (target === undefined) return undefined
    const { path, anchor, isRelative } = target
    if (!existsSync(join(root, path))) return 'does not exist'
    const files = packed.get(dirname(file))
    if (isRelative && files && path !== file && !files(path)) return 'is not in the tarball of the package'
    if (anchor === '' || !path.endsWith('.md')) return undefined
    return read(path).anchors.has(anchor) ? undefined : 'has no such heading'
  }
  return globSync(documents, { cwd: root, exclude: (name) => name === 'node_modules' })
    .sort()
    .flatMap((file) =>
      read(file).links.flatMap(({ line, url }) => {
        const problem = problemOf(file, url)
        return problem === undefined ? [] : [`${file}:${line}: ${url} ${problem}`]
      }),
    )
}

interface Target {
  /** Path in the workspace. */
  readonly path: string
  readonly anchor: string
  readonly isRelative: boolean
}

/** Returns what a link leads to in the workspace, or undefined for the link of another site. */
export function resolveLink(file: string, url: string, repository: string): Target | undefined {
  const [location = '', anchor = ''] = url.split('#')
  const own = ['blob', 'tree'].find((kind) => location.startsWith(`${repository}/${kind}/main/`))
  if (own !== undefined) {
    const path = location.slice(`${repository}/${own}/main/`.length)
    return { path: normalize(path), anchor, isRelative: false }
  }
  if (/^(?:[a-z]+:|\/)/.test(location)) return undefined
  return { path: location === '' ? file : join(dirname(file), location), anchor, isRelative: true }
}

/** Returns, for the folder of each published package, a test whether its tarball contains a path. */
function packedFiles(root: string): Map<string, (path: string) => boolean> {
  return new Map(
    publicPackages(root).map(({ folder, manifest }) => {
      const base = `packages/${folder}`
      const patterns = ['README.md', 'LICENSE', 'CHANGELOG.md', 'package.json', ...(manifest.files ?? [])]
      const included = patterns
        .filter((pattern) => !pattern.startsWith('!'))
        .map((pattern) => (path: string) => matchesGlob(path, pattern) || path.startsWith(`${pattern}/`))
      return [
        base,
        (path) =>
          path.startsWith(`${base}/`) &&
          included.some((matches) => matches(path.slice(base.length + 1))) &&
          !/\.test(-d)?\./.test(path),
      ]
    }),
  )
}

function memoize<Value>(read: (key: string) => Value): (key: string) => Value {
  const known = new Map<string, Value>()
  return (key) => {
    const value = known.get(key) ?? read(key)
    known.set(key, value)
    return value
  }
}
