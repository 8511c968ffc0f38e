import { createClient } from '@greenroom/core'
import { rooms } from '@greenroom/core/video'
import { describe, expect, it } from 'vitest'
import { createEmulator } from '../src/index.ts'
import { compare, observe, shapeOf } from './drift.ts'

function clientOf(emulator = createEmulator(), change = (text: string) => text) {
  const fetch = async (input: RequestInfo | URL, init?: RequestInit) => {
    const response = await emulator.fetch(input, init)
    const text = await response.text()
    return new Response(text === '' ? null : change(text), response)
  }
  return createClient({ apiKey: 'KEY_test', fetch, validate: 'off', maxRetries: 0 })
}

describe('comparison with the API', () => {
  it('finds no difference between two emulators', async () => {
    expect(compare(await observe(clientOf()), await observe(clientOf()))).toEqual([])
  })

  it('finds an added field, a missing field and a field of another type', async () => {
    const drifted = clientOf(undefined, (text) =>
      text
        .replaceAll('"enable_recording":false', '"enable_recording":"no"')
        .replaceAll('"record_type":"room"', '"region":"eu"'),
    )
    const found = compare(await observe(drifted), await observe(clientOf()))
    expect(found).toContainEqual({
      place: 'rooms.create /enable_recording',
      api: 'string',
      emulator: 'boolean',
    })
    expect(found).toContainEqual({ place: 'rooms.create /region', api: 'string', emulator: 'absent' })
    expect(found).toContainEqual({ place: 'rooms.create /record_type', api: 'absent', emulator: 'string' })
  })

  it('finds another status or code of an error', async () => {
    const drifted = clientOf(undefined, (text) => text.replaceAll('"10012"', '"10015"'))
    const found = compare(await observe(drifted), await observe(clientOf()))
    expect(found.map(({ place }) => place)).toContain('a duplicate name /code 10015')
  })

  it('deletes its room and changes nothing else', async () => {
    const emulator = createEmulator({ seed: 'demo' })
    const before = await rooms.list(clientOf(emulator))
    await observe(clientOf(emulator))
    expect(await rooms.list(clientOf(emulator))).toEqual(before)
  })

  it('contains only types, no values', () => {
    expect(shapeOf({ token: 'hush', list: [{ a: 1 }], none: null })).toEqual({
      '': 'object',
      '/token': 'string',
      '/list': 'array',
      '/list/0': 'object',
      '/list/0/a': 'number',
      '/none': 'null',
    })
  })
})
