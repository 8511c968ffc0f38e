import { expect, it } from 'vitest'
import { removeCapabilities } from './remove-capabilities.ts'

it('removes globals that are not on the list, also inherited ones', () => {
  class Scope {
    indexedDB = {}
    fetch() {}
    get caches() {
      return {}
    }
  }
  class Worker extends Scope {
    crypto = {}
    Map = Map
    postMessage() {}
  }
  const scope = new Worker()
  expect(removeCapabilities(scope)).toEqual([])
  expect(Object.keys(scope).sort()).toEqual(['Map', 'crypto'])
  for (const name of ['indexedDB', 'fetch', 'caches', 'postMessage']) expect(name in scope).toBe(false)
})

it('returns the globals that it could not remove', () => {
  expect(removeCapabilities(Object.freeze({ storage: {} }))).toEqual(['storage'])
})
