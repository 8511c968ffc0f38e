import { relative } from 'node:path'
import ts from 'typescript'
import { sourceFiles } from './import-graph.ts'

/** Files with look-ups that are safe although the check cannot see it, each with its reason. */
const exceptions: Readonly<Record<string, string>> = {
  'apps/web/src/errors/error-message.ts': 'field names are the caller’s own',
  'apps/web/src/lab/faults-card.tsx': 'kinds are the options of one select',
  'packages/core/src/bind.ts': 'names are exports of an endpoint module',
  'packages/core/src/http/headers.ts': 'the result is a list of headers, in which any name may be set',
  'packages/core/src/http/redact.ts': 'own keys of an error are visited',
  'packages/core/src/http/transport.ts': 'names are the secret fields of an endpoint',
  'packages/core/src/join-token/bind-join-token.ts': 'reasons are those of the live room',
  'packages/core/src/join-token/classify-failure.ts': 'codes and names are those of the library’s own errors',
  'packages/core/src/webhooks/callback-ids.ts': 'names are constants of the module',
  'packages/core/src/wire/coerce.ts': 'trees have no prototype, and their own keys are visited',
  'packages/core/src/wire/encode.ts': 'own keys of the input are visited',
  'packages/core/src/wire/fields.ts': 'branches have no prototype',
  'packages/core/src/wire/match.ts': 'names are those of an endpoint’s path',
  'packages/core/src/wire/path.ts': 'names are those of an endpoint’s path',
  'packages/live/src/connection.ts': 'reasons are those of the vendor’s package',
  'packages/live/src/synthetic-reply.ts': 'requests are those of the vendor’s package',
  'packages/react/src/live/local-device.ts': 'error names are those of the browser',
  'packages/react/src/query/optimistic.ts': 'a value is compared, not used',
  'packages/react/src/query/query-key.ts': 'names are those of an endpoint’s path and secrets',
  'packages/testing/src/workerd.ts': 'names are those of the test’s own Workers',
}

/**
 * Finds look-ups of names that are known only at run time on plain objects: `record[name]` and
 * `name in record`. Such a name may be `constructor` or `__proto__`, which every plain object inherits. Use a
 * `Map`, an object without a prototype, or test `Object.hasOwn(record, name)` in the same function.
 */
export function checkForeignNames(root: string): string[] {
  const files = sourceFiles(root).filter((file) => !Object.hasOwn(exceptions, file))
  const program = ts.createProgram(
    files.map((file) => `${root}/${file}`),
    {
      target: ts.ScriptTarget.ES2023,
      lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      customConditions: ['@greenroom/source'],
      allowImportingTsExtensions: true,
      jsx: ts.JsxEmit.ReactJSX,
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      types: ['node'],
      typeRoots: [`${root}/node_modules/@types`],
    },
  )
  const checker = program.getTypeChecker()
  return files.flatMap((file) => {
    const source = program.getSourceFile(`${root}/${file}`)
    if (!source) return [`${file} could not be read`]
    return lookupsIn(source, checker).map(
      ({ line, text }) => `${relative(root, source.fileName)}:${line} looks up a foreign name: ${text}`,
    )
  })
}

interface Lookup {
  readonly line: number
  readonly text: string
}

function lookupsIn(source: ts.SourceFile, checker: ts.TypeChecker): Lookup[] {
  const found: Lookup[] = []
  const visit = (node: ts.Node) => {
    const lookup = lookupOf(node)
    if (lookup && isForeign(checker, lookup.name) && !isSafe(checker, lookup)) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart())
      found.push({ line: line + 1, text: node.getText() })
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

interface NameLookup {
  readonly node: ts.Node
  readonly object: ts.Expression
  readonly name: ts.Expression
}

function lookupOf(node: ts.Node): NameLookup | undefined {
  if (ts.isElementAccessExpression(node)) {
    return { node, object: node.expression, name: node.argumentExpression }
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.InKeyword) {
    return { node, object: node.right, name: node.left }
  }
  return undefined
}

/** Returns whether a name can be any string. Literals, their unions, symbols and numbers cannot. */
function isForeign(checker: ts.TypeChecker, name: ts.Expression): boolean {
  const type = checker.getTypeAtLocation(name)
  const parts = type.isUnion() ? type.types : [type]
  return parts.some(({ flags }) => (flags & (ts.TypeFlags.String | ts.TypeFlags.Any)) !== 0)
}

/** Returns whether the object is a list, has no prototype, or is tested with `Object.hasOwn` nearby. */
function isSafe(checker: ts.TypeChecker, { node, object, name }: NameLookup): boolean {
  const type = checker.getTypeAtLocation(object)
  if (checker.isArrayLikeType(type)) return true
  const body = enclosingFunction(node).getText()
  if (body.includes(`Object.hasOwn(${object.getText()}, ${name.getText()})`)) return true
  const declaration = checker.getSymbolAtLocation(object)?.valueDeclaration
  return (
    declaration !== undefined &&
    ts.isVariableDeclaration(declaration) &&
    /^Object\.create\(null\)/.test(declaration.initializer?.getText() ?? '')
  )
}

function enclosingFunction(node: ts.Node): ts.Node {
  let at = node
  while (at.parent && !ts.isFunctionLike(at)) at = at.parent
  return at
}
