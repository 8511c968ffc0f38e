import { spawnSync } from 'node:child_process'
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import ts from 'typescript'
import { type PublicEntry, publicEntries } from '../entries.ts'
import { publicPackages } from '../manifest.ts'

/** Finds packages with public names or signatures that differ from those in their `api.md`. */
export function checkPublicNames(root: string): string[] {
  return reports(root).flatMap(({ file, text }) => {
    const reviewed = existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8') : ''
    const line = firstDifference(reviewed, text)
    return line === 0
      ? []
      : [`${file}:${line}: differs from the sources. Run this with --write, and review the diff.`]
  })
}

/** Writes the public names of each package into its `api.md`. */
export function writePublicNames(root: string): void {
  for (const { file, text } of reports(root)) writeFileSync(join(root, file), text)
}

/** Returns the number of the first line that differs, or 0. */
function firstDifference(before: string, after: string): number {
  if (before === after) return 0
  const lines = before.split('\n')
  return after.split('\n').findIndex((line, index) => line !== lines[index]) + 1
}

interface Report {
  readonly file: string
  readonly text: string
}

function reports(root: string): Report[] {
  const packages = publicPackages(root).map((member) => ({ ...member, entries: publicEntries(root, member) }))
  const all = packages.flatMap(({ entries }) => entries)
  const program = declarationProgram(
    root,
    all.map(({ source }) => join(root, source)),
  )
  return packages
    .filter(({ entries }) => entries.length > 0)
    .map(({ folder, manifest, entries }) => ({
      file: `packages/${folder}/api.md`,
      text: describePackage(manifest.name, entries, { root, program, all, folder: `packages/${folder}/` }),
    }))
}

const libraries = ['ES2024', 'DOM', 'DOM.Iterable', 'DOM.AsyncIterable']

/**
 * Returns a program in which each module consists of its declarations alone. They have the types that the
 * compiler inferred, so a signature shows them, too.
 */
function declarationProgram(root: string, files: readonly string[]): ts.Program {
  const folder = emitDeclarations(root, files)
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    customConditions: ['@greenroom/source'],
    allowImportingTsExtensions: true,
    jsx: ts.JsxEmit.ReactJSX,
    noEmit: true,
    types: [],
  }
  const host = ts.createCompilerHost(options)
  const read = host.getSourceFile
  host.getSourceFile = (file, ...rest) => {
    const declarations = join(folder, relative(root, file).replace(/\.tsx?$/, '.d.ts'))
    return !file.includes('node_modules') && existsSync(declarations)
      ? ts.createSourceFile(file, readFileSync(declarations, 'utf8'), rest[0], true)
      : read(file, ...rest)
  }
  return ts.createProgram(files, options, host)
}

/** Writes the declarations of modules, and of those that they import, into a folder of reports. */
function emitDeclarations(root: string, files: readonly string[]): string {
  const folder = join(root, '.report/declarations')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const compilerOptions = {
    lib: libraries,
    jsx: 'react-jsx',
    types: ['node'],
    noEmit: false,
    emitDeclarationOnly: true,
    declarationMap: false,
    sourceMap: false,
    removeComments: true,
    rootDir: root,
    outDir: folder,
  }
  const ambient = globSync(join(root, 'packages/*/*.d.ts'))
  const tsconfig = join(folder, 'tsconfig.json')
  writeFileSync(
    tsconfig,
    JSON.stringify({ extends: '../../tsconfig.base.json', compilerOptions, files: [...files, ...ambient] }),
  )
  const { status, stdout } = spawnSync('tsc', ['-p', tsconfig, '--pretty', 'false'], {
    cwd: root,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`The declarations cannot be written:\n${stdout}`)
  return folder
}

interface Context {
  readonly root: string
  readonly program: ts.Program
  /** The entries of all packages. */
  readonly all: readonly PublicEntry[]
  /** The path of the package in the workspace, with a slash at the end. */
  readonly folder: string
}

/** Describes the entries of one package in Markdown. */
function describePackage(name: string, entries: readonly PublicEntry[], context: Context): string {
  const { root, program, all, folder } = context
  const checker = program.getTypeChecker()
  const specifiers = new Map(all.map(({ source, specifier }) => [join(root, source), specifier]))
  /** The entry that describes a symbol. A set or map also visits what is added while it is visited. */
  const described = new Map<ts.Symbol, string>()

  const describe = (exported: ts.Symbol, specifier: string): string => {
    const symbol = targetOf(exported, checker)
    const [declaration] = symbol.declarations ?? []
    const file = declaration?.getSourceFile().fileName ?? ''
    if (declaration && ts.isSourceFile(declaration)) {
      return `export * as ${exported.name} from '${specifiers.get(file) ?? relative(root, file)}'`
    }
    const before = described.get(symbol)
    if (before !== undefined) return `export { ${exported.name} } from '${before}'`
    if (!file.startsWith(join(root, folder))) return `export { ${exported.name} } from '${ownerOf(file)}'`
    described.set(symbol, specifier)
    const alias = symbol.name === exported.name ? '' : `\nexport { ${symbol.name} as ${exported.name} }`
    return textOf(symbol) + alias
  }

  const ownerOf = (file: string) =>
    [...specifiers].find(([source]) => file.startsWith(source.slice(0, source.indexOf('/src/') + 1)))?.[1] ??
    file.replace(/^.*node_modules\//, '').replace(/^((?:@[^/]+\/)?[^/]+).*$/, '$1')

  const sections = entries.map(({ specifier, source }) => {
    const file = program.getSourceFile(join(root, source))
    const module = file && checker.getSymbolAtLocation(file)
    const names = module ? checker.getExportsOfModule(module).toSorted((a, b) => compare(a.name, b.name)) : []
    return section(
      specifier,
      names.map((symbol) => describe(symbol, specifier)),
    )
  })
  const internal: ts.Symbol[] = []
  for (const [symbol] of described) {
    for (const used of referencesOf(symbol, checker)) {
      const file = used.declarations?.[0]?.getSourceFile().fileName ?? ''
      if (described.has(used) || !file.startsWith(join(root, folder))) continue
      described.set(used, '')
      internal.push(used)
    }
  }
  const texts = internal.map(textOf).sort(compare)
  return `${[
    `# Public names of ${name}`,
    'Every public name of every entry, with its signature, so that a change of the interface shows as a diff.',
    '`npm run check -- public-names --write` writes this file.',
    ...sections,
    ...(texts.length > 0 ? [section('Types that have no name in an entry', texts)] : []),
  ].join('\n\n')}\n`
}

function section(title: string, texts: readonly string[]): string {
  return `## ${title}\n\n\`\`\`ts\n${texts.join('\n')}\n\`\`\``
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function targetOf(symbol: ts.Symbol, checker: ts.TypeChecker): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
}

const printer = ts.createPrinter({ removeComments: true })

/** Returns the declarations of a symbol as text, without `export declare`. */
function textOf(symbol: ts.Symbol): string {
  return (symbol.declarations ?? [])
    .map((declaration) => {
      const text = printer.printNode(ts.EmitHint.Unspecified, declaration, declaration.getSourceFile())
      return ts.isVariableDeclaration(declaration) ? `const ${text}` : text
    })
    .map((text) => text.replace(/^(?:export )?(?:default )?(?:declare )?/, '').replace(/;$/, ''))
    .join('\n')
}

/** Returns the symbols of modules to which the declarations of a symbol refer. */
function referencesOf(symbol: ts.Symbol, checker: ts.TypeChecker): Set<ts.Symbol> {
  const found = new Set<ts.Symbol>()
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      const local = checker.getSymbolAtLocation(node)
      const target = local && targetOf(local, checker)
      const [declaration] = target?.declarations ?? []
      if (target && declaration && isAtTopLevel(declaration)) found.add(target)
    }
    ts.forEachChild(node, visit)
  }
  for (const declaration of symbol.declarations ?? []) visit(declaration)
  return found
}

function isAtTopLevel(declaration: ts.Declaration): boolean {
  const statement = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration
  return statement.parent !== undefined && ts.isSourceFile(statement.parent)
}
