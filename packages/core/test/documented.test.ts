import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../src/', import.meta.url))
const files = globSync(['{video,texml}/*.ts', 'schema/{time,webhook}.ts'], { cwd: root }).filter(
  (file) => !/index|\.test\./.test(file),
)

/** Functions that make schemas from an object of API fields. */
const schemaFunctions = new Set(['model', 'strictObject', 'entries'])

/** Returns the schema fields in a file that have no TSDoc comment. */
function undocumentedFields(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(root + file, 'utf8'), ts.ScriptTarget.Latest, true)
  const found: string[] = []
  const collect = (literal: ts.ObjectLiteralExpression) => {
    for (const property of literal.properties) {
      if (!ts.isPropertyAssignment(property)) continue
      if (ts.getJSDocCommentsAndTags(property).length > 0) continue
      const { line } = source.getLineAndCharacterOfPosition(property.getStart())
      found.push(`${file}:${line + 1} ${property.name.getText()}`)
    }
  }
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const name = ts.isPropertyAccessExpression(node.expression)
        ? node.expression.name.text
        : node.expression.getText()
      if (schemaFunctions.has(name))
        for (const argument of node.arguments) if (ts.isObjectLiteralExpression(argument)) collect(argument)
    }
    // Functions that return groups of fields.
    if (ts.isReturnStatement(node) && node.expression && ts.isObjectLiteralExpression(node.expression)) {
      collect(node.expression)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

describe('every field of a schema', () => {
  it.each(files)('is documented in %s', (file) => {
    expect(undocumentedFields(file)).toEqual([])
  })
})
