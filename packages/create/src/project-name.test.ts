import { describe, expect, it } from 'vitest'
import { nameOfFolder, packageNameProblem, suggestPackageName, workerName } from './project-name.ts'

describe('packageNameProblem', () => {
  it.each(['my-app', 'a', 'app2', '@acme/calls', 'my.app'])('accepts %s', (name) => {
    expect(packageNameProblem(name)).toBeUndefined()
  })

  it.each(['My App', 'UPPER', '.hidden', '_private', 'node_modules', 'http', 'a b', '', '../up', 'é'])(
    'rejects %j',
    (name) => {
      expect(packageNameProblem(name)).toBeTruthy()
    },
  )
})

describe('nameOfFolder', () => {
  it.each([
    ['calls/my-app', 'my-app'],
    ['calls/My App', 'my-app'],
    ['./.hidden/', 'hidden'],
    ['http', 'http-app'],
    ['a'.repeat(230), 'a'.repeat(214)],
  ])('returns a valid package name for %s', (folder, name) => {
    expect(nameOfFolder(folder)).toBe(name)
    expect(packageNameProblem(name)).toBeUndefined()
  })
})

describe('suggestPackageName', () => {
  it.each([
    ['My App', 'my-app'],
    ['  Café & Calls! ', 'cafe-calls'],
    ['日本', 'greenroom-app'],
    ['http', 'http-app'],
    ['', 'greenroom-app'],
  ])('suggests a valid name for %j', (text, name) => {
    expect(suggestPackageName(text)).toBe(name)
    expect(packageNameProblem(name)).toBeUndefined()
  })
})

describe('workerName', () => {
  it.each([
    ['my-app', 'my-app'],
    ['@acme/calls', 'calls'],
    ['my.app_2', 'my-app-2'],
    [`${'a'.repeat(53)}-b`, 'a'.repeat(53)],
  ])('of %s is %s', (name, worker) => {
    expect(workerName(name)).toBe(worker)
  })
})

describe('nameOfFolder', () => {
  it('is the last part of the path', () => {
    expect(nameOfFolder('/srv/my apps/calls/')).toBe('calls')
    expect(nameOfFolder('a/../b')).toBe('b')
  })

  it('is the name of the current folder for a dot', () => {
    expect(nameOfFolder('.')).toBe(process.cwd().split('/').at(-1))
  })
})
