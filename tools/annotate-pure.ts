import { readFile } from 'node:fs/promises'
import type { Plugin } from 'esbuild'
import ts from 'typescript'

/**
 * Marks the calls that a module makes while it loads as pure, so that every bundler can drop what is not
 * used. esbuild does not follow `@__NO_SIDE_EFFECTS__` across modules, and one unmarked inner call keeps
 * the whole statement.
 */
export function annotatePure(): Plugin {
  return {
    name: 'annotate-pure',
    setup(build) {
      build.onLoad({ filter: /\/src\/.*\.tsx?$/ }, async ({ path }) => ({
        contents: annotate(await readFile(path, 'utf8'), path),
        loader: path.endsWith('x') ? 'tsx' : 'ts',
      }))
    },
  }
}

const mark = '/* @__PURE__ */ '

function annotate(source: string, path: string): string {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true)
  const places: number[] = []
  const visit = (node: ts.Node): void => {
    // What a function does is done when it is called.
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) places.push(node.getStart(file))
    ts.forEachChild(node, visit)
  }
  for (const statement of file.statements) {
    if (ts.isVariableStatement(statement)) visit(statement)
  }
  // From the end, so that the places before stay where they are; chained calls share one.
  return [...new Set(places)]
    .sort((a, b) => b - a)
    .reduce((text, place) => text.slice(0, place) + mark + text.slice(place), source)
}
