import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ask, defaultAnswers } from './questions.ts'

it('derives a valid package name from a folder name that npm rejects', () => {
  expect(defaultAnswers({ folder: 'My App' })).toMatchObject({ folder: 'My App', name: 'my-app' })
})

it('keeps a given name', () => {
  expect(defaultAnswers({ folder: 'My App', name: 'Other' }).name).toBe('Other')
})

it('rejects a given folder with files before it asks anything', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-create-'))
  await writeFile(join(folder, 'a'), '')
  await expect(ask({ folder })).rejects.toThrow(/is not empty: it contains a\.$/)
  await rm(folder, { recursive: true })
})
