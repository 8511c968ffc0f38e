import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import GithubSlugger from 'github-slugger'
import { Application, Converter, Logger, LogLevel, type ProjectReflection, ReflectionKind } from 'typedoc'
import { publicEntries } from './public-entries.ts'

const scope = '@greenroom/'

/**
 * Writes a page of the API reference for each entry point of the published packages into `folder`.
 *
 * @throws if an export has no description, or a comment has a link or a parameter that does not exist.
 */
export async function writeReference(root: string, folder: string): Promise<void> {
  const entries = publicEntries(root)
  const logger = new Warnings()
  const app = await Application.bootstrapWithPlugins({
    plugin: ['typedoc-plugin-markdown'],
    entryPoints: entries.map(({ file }) => file),
    tsconfig: join(root, 'apps/docs/tsconfig.reference.json'),
    // The check of types has compiled the sources.
    skipErrorChecking: true,
    excludeExternals: true,
    excludeInternal: true,
    excludePrivate: true,
    disableSources: true,
    readme: 'none',
    out: folder,
    sort: ['source-order'],
    validation: { invalidLink: true, notDocumented: true, notExported: false },
    requiredToBeDocumented: ['Function', 'Class', 'Interface', 'TypeAlias', 'Variable', 'Enum'],
    ...pageFormat,
  })
  app.logger = logger
  nameModules(app, new Map(entries.map(({ file, specifier }) => [file, specifier])))
  const project = await app.convert()
  if (project) app.validate(project)
  if (project === undefined || logger.lines.length > 0) {
    throw new Error(`The API reference cannot be generated:\n${logger.lines.join('\n')}`)
  }
  rmSync(folder, { recursive: true, force: true })
  await app.generateOutputs(project)
  rmSync(join(folder, 'README.md'), { force: true })
  const pages = globSync('**/*.md', { cwd: folder })
  for (const page of pages) finishPage(folder, page, descriptions(project))
  mendAnchors(folder, pages)
}

const pageFormat = {
  router: 'module',
  publicPath: '/reference/',
  hidePageHeader: true,
  hidePageTitle: true,
  hideBreadcrumbs: true,
  parametersFormat: 'table',
  interfacePropertiesFormat: 'table',
  classPropertiesFormat: 'table',
  typeAliasPropertiesFormat: 'table',
  propertyMembersFormat: 'table',
  tableColumnSettings: { hideInherited: true, hideOverrides: true, hideModifiers: true, hideSources: true },
  useCodeBlocks: true,
} as const

/** Collects what typedoc warns about. */
class Warnings extends Logger {
  readonly lines: string[] = []

  override log(message: string, level: LogLevel): void {
    if (level < LogLevel.Warn) return
    // A type that is composed of others inherits their comments, of which any will do.
    if (message.includes('has multiple declarations with a comment')) return
    this.lines.push(message)
  }
}

/** Gives each module the name that a program imports, without the scope: it becomes the path of its page. */
function nameModules(app: Application, specifiers: ReadonlyMap<string, string>): void {
  app.converter.on(Converter.EVENT_CREATE_DECLARATION, (context, reflection) => {
    if (!reflection.kindOf(ReflectionKind.Module)) return
    const file = context.getSymbolFromReflection(reflection)?.declarations?.[0]?.getSourceFile().fileName
    const specifier = specifiers.get(file ?? '')
    if (specifier !== undefined) reflection.name = specifier.slice(scope.length)
  })
}

/** Returns the first sentence of each module's comment, by the module's name. */
function descriptions(project: ProjectReflection): Map<string, string> {
  return new Map(
    (project.children ?? []).map(({ name, comment }) => [
      name,
      (comment?.summary ?? [])
        .map(({ text }) => text)
        .join('')
        .split('\n\n')[0]
        ?.replaceAll('\n', ' ') ?? '',
    ]),
  )
}

/** Adds the front matter of the site to a page, and turns links to files into links to pages. */
function finishPage(folder: string, file: string, summaries: ReadonlyMap<string, string>): void {
  const path = join(folder, file)
  const name = file.replace(/\.md$/, '')
  const specifier = `${scope}${name}`
  const description = summaries.get(name) || `API reference of ${specifier}.`
  const front = [
    `title: "${specifier}"`,
    `description: ${JSON.stringify(description)}`,
    'editUrl: false',
    'tableOfContents: { maxHeadingLevel: 3 }',
  ]
  const body = readFileSync(path, 'utf8').replace(/\]\((\/reference\/[^)#]*?)\.md(#[^)]*)?\)/g, ']($1/$2)')
  writeFileSync(path, `---\n${front.join('\n')}\n---\n\n${body}`)
}

/**
 * Corrects links to headings. Typedoc numbers equal headings in another order than the site does, so that a
 * link to the type `Endpoint` could lead to the function `endpoint`.
 */
function mendAnchors(folder: string, pages: readonly string[]): void {
  const texts = new Map(pages.map((page) => [page, readFileSync(join(folder, page), 'utf8')]))
  const anchors = new Map(Array.from(texts, ([page, text]) => [page, anchorsOf(text)]))
  const link = /\[`?([^\]`]+)`?\]\(\/reference\/([^)#]+)\/#([\w-]+)\)/g
  for (const [page, text] of texts) {
    const mended = text.replace(link, (whole: string, name: string, path: string, anchor: string) => {
      const right = anchors.get(`${path}.md`)?.get(name)
      return right === undefined ? whole : whole.replace(`#${anchor})`, `#${right})`)
    })
    writeFileSync(join(folder, page), mended)
  }
}

/** Returns the anchors of a page's exports, by their names. */
function anchorsOf(text: string): Map<string, string> {
  const slugger = new GithubSlugger()
  const headings = Array.from(text.matchAll(/^(#+) (.+)$/gm), ([, marks = '', title = '']) => {
    const name = title.replaceAll('\\', '').replace(/\(\)$/, '')
    return { level: marks.length, name, anchor: slugger.slug(title.replaceAll('\\', '')) }
  })
  // Of a type and a value with one name, the type comes first.
  return new Map(
    headings.flatMap(({ level, name, anchor }) => (level === 3 ? ([[name, anchor]] as const) : [])).reverse(),
  )
}
