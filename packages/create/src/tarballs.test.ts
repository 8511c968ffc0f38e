import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTarGzip } from 'nanotar'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CreateError } from './create-error.ts'
import { readTarballs } from './tarballs.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'greenroom-create-'))
})
afterEach(() => rm(folder, { recursive: true }))

const write = async (file: string, manifest: string) =>
  writeFile(join(folder, file), await createTarGzip([{ name: 'package/package.json', data: manifest }]))

describe('readTarballs', () => {
  it('returns the path of each package, whatever the names of the files', async () => {
    await write('a.tgz', '{ "name": "@greenroom/core" }')
    await write('b.tgz', '{ "name": "greenroom" }')
    await writeFile(join(folder, 'notes.txt'), '')
    expect([...(await readTarballs(folder))]).toEqual([
      ['@greenroom/core', join(folder, 'a.tgz')],
      ['greenroom', join(folder, 'b.tgz')],
    ])
  })

  it('rejects a folder that does not exist, or has no tarballs', async () => {
    await expect(readTarballs(join(folder, 'absent'))).rejects.toThrow(/absent cannot be read \(ENOENT\)/)
    await expect(readTarballs(folder)).rejects.toThrow(/contains no \*\.tgz files/)
  })

  it('rejects two tarballs of one package', async () => {
    await write('core-1.tgz', '{ "name": "@greenroom/core" }')
    await write('core-2.tgz', '{ "name": "@greenroom/core" }')
    await expect(readTarballs(folder)).rejects.toThrow(/are both packages of @greenroom\/core/)
  })

  it.each([
    ['an archive without a manifest', createTarGzip([{ name: 'readme', data: '' }])],
    ['an invalid manifest', createTarGzip([{ name: 'package/package.json', data: '{' }])],
    ['a manifest without a name', createTarGzip([{ name: 'package/package.json', data: '{}' }])],
    ['something else', Promise.resolve(new TextEncoder().encode('something else'))],
  ])('rejects %s', async (_, data) => {
    await writeFile(join(folder, 'x.tgz'), await data)
    await expect(readTarballs(folder)).rejects.toThrow(/x\.tgz is not a packed npm package/)
    await expect(readTarballs(folder)).rejects.toBeInstanceOf(CreateError)
  })
})
