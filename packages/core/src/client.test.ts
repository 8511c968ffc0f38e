import { afterEach, describe, expect, it, vi } from 'vitest'
import { errorOf, json } from '../test/test-client.ts'
import { createClient } from './client.ts'
import { type ConfigError, isApiError, isConfigError, isGreenroomError } from './errors.ts'
import * as rooms from './video/rooms.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('createClient', () => {
  it.each(['', 'KEY with spaces', 'KEY\nX-Evil: 1', 'KÄY'])(
    'rejects the key %j without quoting it',
    (apiKey) => {
      expect(() => createClient({ apiKey })).toThrow(/apiKey is empty, or no header can carry it/)
    },
  )

  it('rejects a key in a browser, unless dangerouslyAllowBrowser is set', () => {
    vi.stubGlobal('window', {})
    vi.stubGlobal('document', {})
    expect(() => createClient({ apiKey: 'KEY_1' })).toThrow(/in a browser/)
    expect(() => createClient({ apiKey: 'KEY_1', dangerouslyAllowBrowser: true })).not.toThrow()
    expect(() => createClient({ baseUrl: '/telnyx' })).not.toThrow()
  })

  it('resolves a relative baseUrl against the current location', async () => {
    const asked: string[] = []
    const fetch = async (input: RequestInfo | URL) => {
      asked.push((input as Request).url)
      return json({ data: { id: 'r1' } })
    }
    const client = createClient({ baseUrl: '/telnyx/', fetch })
    const error = await errorOf<ConfigError>(rooms.retrieve(client, { room_id: 'r1' }))
    expect(error).toMatchObject({ name: 'ConfigError', outcome: 'not-sent' })
    vi.stubGlobal('location', { origin: 'https://app.example' })
    await rooms.retrieve(client, { room_id: 'r1' })
    expect(asked).toEqual(['https://app.example/telnyx/rooms/r1'])
  })
})

describe('baseUrl', () => {
  it.each(['', 'nonsense', 'http://', 'http://a b'])('is rejected if it is %j', async (baseUrl) => {
    const error = await errorOf<ConfigError>(rooms.list(createClient({ baseUrl })))
    expect(error).toMatchObject({ name: 'ConfigError', outcome: 'not-sent' })
  })

  it('never becomes part of the host', async () => {
    vi.stubGlobal('location', { origin: 'https://app.example' })
    const asked: string[] = []
    const fetch = async (input: RequestInfo | URL) => {
      asked.push((input as Request).url)
      return json({ data: { id: 'r1' } })
    }
    for (const baseUrl of ['telnyx', '//telnyx']) {
      await rooms.retrieve(createClient({ baseUrl, fetch }), { room_id: 'r1' })
    }
    expect(asked).toEqual(Array(2).fill('https://app.example/telnyx/rooms/r1'))
  })

  it('can be the root of the site', async () => {
    vi.stubGlobal('location', { origin: 'https://app.example' })
    const asked: string[] = []
    const fetch = async (input: RequestInfo | URL) => {
      asked.push((input as Request).url)
      return json({ data: { id: 'r1' } })
    }
    await rooms.retrieve(createClient({ baseUrl: '/', fetch }), { room_id: 'r1' })
    expect(asked).toEqual(['https://app.example/rooms/r1'])
  })
})

describe('error guards', () => {
  it('recognize an error of another copy of the package by its brand', async () => {
    vi.resetModules()
    const copy = await import('./errors.ts')
    const error = new copy.ConfigError('x')
    expect(isGreenroomError(error)).toBe(true)
    expect(isConfigError(error)).toBe(true)
    expect(isApiError(error)).toBe(false)
    expect([null, undefined, 'x', new Error('x')].some(isGreenroomError)).toBe(false)
  })
})
