import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createProject } from './create.ts'
import { templates } from './templates.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'greenroom-create-'))
})
afterEach(() => rm(folder, { recursive: true }))

const create = (changes: Partial<Parameters<typeof createProject>[0]>) =>
  createProject({ folder, name: 'my-app', template: templates[0], packageManager: 'npm', ...changes })

it.each([
  ['a bad name', { name: 'My App' }, /'My App' is not a package name: .*Add --name my-app$/],
  ['missing tarballs', { packagesFolder: join(tmpdir(), 'absent') }, /GREENROOM_PACKAGES/],
  ['versions that only a packed generator knows', {}, /Set GREENROOM_PACKAGES/],
])('writes nothing because of %s', async (_, changes, reason) => {
  await expect(create(changes)).rejects.toThrow(reason)
  expect(await readdir(folder)).toEqual([])
})
