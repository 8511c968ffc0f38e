import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { reportFolder, root as workspace } from '../run.ts'
import { checkPublicNames, writePublicNames } from './public-names.ts'

// Each test runs the compiler up to three times.
describe('the public names of a package', { timeout: 120_000 }, () => {
  let root: string
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }

  beforeEach(() => {
    // Within the workspace, so that the compiler finds the types of Node.
    root = mkdtempSync(join(reportFolder(), 'public-names-'))
    write('tsconfig.base.json', readFileSync(join(workspace, 'tsconfig.base.json'), 'utf8'))
    const entry = (source: string) => ({ '@greenroom/source': source })
    write(
      'packages/tea/package.json',
      JSON.stringify({
        name: 'tea',
        exports: { '.': entry('./src/index.ts'), './pots/*': entry('./src/pots/*.ts') },
      }),
    )
    write(
      'packages/tea/src/index.ts',
      `import type { Leaf } from './leaf.ts'
      export * as pots from './pots/pots.ts'
      export { volume } from './pots/pots.ts'
      /** Brews tea. */
      export function brew(leaf: Leaf) { return { leaf, hot: true as const } }`,
    )
    write('packages/tea/src/leaf.ts', 'export interface Leaf { readonly color: string }')
    write('packages/tea/src/pots/pots.ts', 'export const volume = { ml: 500 }')
  })
  afterEach(() => rmSync(root, { recursive: true }))

  it('are written with inferred types, and with the types that they refer to', () => {
    writePublicNames(root)
    expect(readFileSync(join(root, 'packages/tea/api.md'), 'utf8').split('\n').slice(6)).toEqual([
      '## tea',
      '',
      '```ts',
      'function brew(leaf: Leaf): {',
      '    leaf: Leaf;',
      '    hot: true;',
      '}',
      "export * as pots from 'tea/pots/pots'",
      'const volume: {',
      '    ml: number;',
      '}',
      '```',
      '',
      '## tea/pots/pots',
      '',
      '```ts',
      "export { volume } from 'tea'",
      '```',
      '',
      '## Types that have no name in an entry',
      '',
      '```ts',
      'interface Leaf {',
      '    readonly color: string;',
      '}',
      '```',
      '',
    ])
  })

  it('are compared with the reviewed ones', () => {
    expect(checkPublicNames(root)).toHaveLength(1)
    writePublicNames(root)
    expect(checkPublicNames(root)).toEqual([])
    write('packages/tea/src/leaf.ts', 'export interface Leaf { readonly color: number }')
    expect(checkPublicNames(root)).toEqual([
      'packages/tea/api.md:30: differs from the sources. Run this with --write, and review the diff.',
    ])
  })
})
