import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readTemplate, requireEmpty, writeProject } from './project-files.ts'
import { templates } from './templates.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'greenroom create '))
})
afterEach(() => rm(folder, { recursive: true }))

describe('requireEmpty', () => {
  it('accepts a folder that does not exist, is empty, or has only a repository', async () => {
    requireEmpty(join(folder, 'a', 'b'))
    requireEmpty(folder)
    await mkdir(join(folder, '.git'))
    requireEmpty(folder)
  })

  it('rejects a folder with files, and names some of them', async () => {
    for (const name of ['a', 'b', 'c', 'd']) await writeFile(join(folder, name), '')
    expect(() => requireEmpty(folder)).toThrow(/is not empty: it contains a, b, c and others\.$/)
  })

  it('rejects a file', async () => {
    await writeFile(join(folder, 'file'), '')
    expect(() => requireEmpty(join(folder, 'file'))).toThrow(/is a file\.$/)
    expect(() => requireEmpty(join(folder, 'file', 'below'))).toThrow(/is a file\.$/)
  })
})

describe('writeProject', () => {
  it('writes files in new folders, and makes scripts executable', async () => {
    const target = join(folder, 'new', 'app')
    await writeProject(
      target,
      new Map([
        ['src/a.ts', 'a'],
        ['run.ts', '#!/usr/bin/env node\n'],
      ]),
    )
    expect(await readFile(join(target, 'src/a.ts'), 'utf8')).toBe('a')
    expect((await stat(join(target, 'run.ts'))).mode & 0o100).toBe(0o100)
    expect((await stat(join(target, 'src/a.ts'))).mode & 0o100).toBe(0)
  })

  it('does not overwrite a file', async () => {
    await writeFile(join(folder, 'a'), 'old')
    await expect(writeProject(folder, new Map([['a', 'new']]))).rejects.toThrow(
      /cannot be written \(EEXIST\)/,
    )
    expect(await readFile(join(folder, 'a'), 'utf8')).toBe('old')
  })
})

describe('readTemplate', () => {
  it.each(templates)('reads $name with what each template has', async (template) => {
    const files = await readTemplate(template)
    const manifest = JSON.parse(files.get('package.json') ?? '')
    expect(Object.keys(manifest.scripts)).toEqual(expect.arrayContaining(['dev', 'test', 'build', 'deploy']))
    expect(manifest.scripts.build).toMatch(/greenroom doctor \S+$/)
    expect([...files.keys()]).toEqual(expect.arrayContaining(['README.md', '_gitignore']))
  })
})
