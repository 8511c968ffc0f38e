import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import ts from 'typescript'
import { sourceFiles } from './import-graph.ts'

interface Manifest {
  readonly private?: boolean
  readonly exports?: Readonly<Record<string, string | Readonly<Record<string, string>>>>
}

/** Finds exports of public entries that have no TSDoc comment. Namespaces are documented by their module. */
export function checkDocumentedExports(root: string): string[] {
  const entries = readdirSync(join(root, 'packages')).flatMap((name) => publicEntries(root, name))
  const program = ts.createProgram(entries, {
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    customConditions: ['@greenroom/source'],
    allowImportingTsExtensions: true,
    jsx: ts.JsxEmit.ReactJSX,
    noEmit: true,
    types: [],
  })
  const checker = program.getTypeChecker()
  const problems = entries.flatMap((entry) => {
    const file = program.getSourceFile(entry)
    const module = file && checker.getSymbolAtLocation(file)
    if (!module) return []
    return checker
      .getExportsOfModule(module)
      .map((symbol) => ({
        symbol,
        target: symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol,
      }))
      .filter(({ target }) => isOurs(target, root))
      .filter((pair) =>
        Object.values(pair).every((each) => each.getDocumentationComment(checker).length === 0),
      )
      .map(({ symbol }) => `${relative(root, entry)}: '${symbol.name}' has no TSDoc comment`)
  })
  return [...new Set(problems)]
}

/** Returns the source files of a package's entries; a pattern yields every matching file. */
function publicEntries(root: string, name: string): string[] {
  const manifest = JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8')) as Manifest
  if (manifest.private) return []
  const files = sourceFiles(root)
  return Object.values(manifest.exports ?? {}).flatMap((target) => {
    const source = typeof target === 'string' ? undefined : target['@greenroom/source']
    if (source === undefined) return []
    const [before = '', after = ''] = join('packages', name, source).split('*')
    if (!source.includes('*')) return [join(root, before)]
    return files
      .filter((file) => file.startsWith(before) && file.endsWith(after) && !file.endsWith('index.ts'))
      .map((file) => join(root, file))
  })
}

function isOurs(symbol: ts.Symbol, root: string): boolean {
  const [declaration] = symbol.getDeclarations() ?? []
  if (!declaration || ts.isSourceFile(declaration)) return false
  const { fileName } = declaration.getSourceFile()
  return fileName.startsWith(join(root, 'packages')) && !fileName.includes('node_modules')
}
