import { readFile } from 'node:fs/promises'
import type { Plugin } from 'esbuild'
import ts from 'typescript'

/**
 * Marks the calls that a module makes while it loads as pure, so that every bundler can drop unused values.
 * esbuild does not follow `@__NO_SIDE_EFFECTS__` across modules, and one unmarked inner call keeps the whole
 * statement.
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
  const positions: number[] = []
  const visit = (node: ts.Node): void => {
    // The body of a function does not run while the module loads.
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) positions.push(node.getStart(file))
    ts.forEachChild(node, visit)
  }
  for (const statement of file.statements) {
    if (ts.isVariableStatement(statement)) visit(statement)
  }
  // Inserting from the end keeps earlier positions valid. Chained calls share a position.
  return [...new Set(positions)]
    .sort((a, b) => b - a)
    .reduce((text, position) => text.slice(0, position) + mark + text.slice(position), source)
}
