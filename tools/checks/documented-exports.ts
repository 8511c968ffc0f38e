import { join, relative } from 'node:path'
import ts from 'typescript'
import { publicEntries } from '../entries.ts'
import { publicPackages } from '../manifest.ts'

/** Finds exports of public entries that have no TSDoc comment. Namespaces are documented by their module. */
export function checkDocumentedExports(root: string): string[] {
  const entries = publicPackages(root)
    .flatMap((member) => publicEntries(root, member))
    .map(({ source }) => join(root, source))
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

function isOurs(symbol: ts.Symbol, root: string): boolean {
  const [declaration] = symbol.getDeclarations() ?? []
  if (!declaration || ts.isSourceFile(declaration)) return false
  const { fileName } = declaration.getSourceFile()
  return fileName.startsWith(join(root, 'packages')) && !fileName.includes('node_modules')
}
