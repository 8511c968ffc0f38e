import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkLinks, readDocument, resolveLink } from './links.ts'

const repository = 'https://github.com/org/project'

describe('readDocument', () => {
  it('finds links in text, tables and definitions, but not in code', () => {
    const { links } = readDocument(
      ['[a](a.md)', '', '| [b](b.md) |', '', '`[c](c.md)`', '', '[d]: d.md'].join('\n'),
    )
    expect(links).toEqual([
      { line: 1, url: 'a.md' },
      { line: 3, url: 'b.md' },
      { line: 7, url: 'd.md' },
    ])
  })

  it('numbers the anchors of equal headings', () => {
    expect([...readDocument('# On `a` server\n## Errors\n## Errors').anchors]).toEqual([
      'on-a-server',
      'errors',
      'errors-1',
    ])
  })
})

describe('resolveLink', () => {
  it('resolves relative links, anchors and the address of the repository', () => {
    expect(resolveLink('docs/a.md', '../b.md#c', repository)).toEqual({
      path: 'b.md',
      anchor: 'c',
      isRelative: true,
    })
    expect(resolveLink('docs/a.md', '#c', repository)).toMatchObject({ path: 'docs/a.md', anchor: 'c' })
    expect(resolveLink('a.md', `${repository}/blob/main/docs/b.md#c`, repository)).toEqual({
      path: 'docs/b.md',
      anchor: 'c',
      isRelative: false,
    })
  })

  it('ignores links to other sites', () => {
    expect(resolveLink('a.md', 'https://example.com/a.md', repository)).toBeUndefined()
    expect(resolveLink('a.md', `${repository}/issues`, repository)).toBeUndefined()
  })
})

describe('checkLinks', () => {
  let root: string
  const write = (files: Record<string, string>) => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), text)
    }
  }

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'greenroom-links-'))
    write({
      'package.json': JSON.stringify({ repository: { url: `git+${repository}.git` } }),
      'packages/core/package.json': JSON.stringify({ name: 'core', files: ['src'] }),
      'packages/core/src/index.ts': '',
      'docs/guide.md': '# Guide\n\n## Errors',
    })
  })
  afterEach(() => rmSync(root, { recursive: true }))

  it('accepts files, headings and the address of the repository', () => {
    write({
      'README.md': '[a](docs/guide.md#errors)',
      'packages/core/README.md': `# A\n[a](#a) [b](src/index.ts) [c](${repository}/blob/main/docs/guide.md#errors)`,
    })
    expect(checkLinks(root)).toEqual([])
  })

  it('reports missing files and headings', () => {
    write({ 'README.md': `[a](docs/none.md)\n[b](docs/guide.md#none)\n[c](${repository}/tree/main/none)` })
    expect(checkLinks(root)).toEqual([
      'README.md:1: docs/none.md does not exist',
      'README.md:2: docs/guide.md#none has no such heading',
      `README.md:3: ${repository}/tree/main/none does not exist`,
    ])
  })

  it('reports links of a package that its tarball does not contain', () => {
    write({
      'packages/core/README.md': '[a](../../docs/guide.md)\n[b](src/a.test.ts)',
      'packages/core/src/a.test.ts': '',
    })
    expect(checkLinks(root)).toEqual([
      'packages/core/README.md:1: ../../docs/guide.md is not in the tarball of the package',
      'packages/core/README.md:2: src/a.test.ts is not in the tarball of the package',
    ])
  })
})
