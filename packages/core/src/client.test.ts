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

  describe('in a worker', () => {
    /** Replaces the globals that tell a browser's worker from a server. */
    const inWorker = (userAgent: string | undefined, globals: Readonly<Record<string, unknown>> = {}) => {
      vi.stubGlobal('navigator', userAgent === undefined ? undefined : { userAgent })
      const scope = class WorkerGlobalScope {}
      for (const [name, value] of Object.entries({ WorkerGlobalScope: scope, ...globals })) {
        vi.stubGlobal(name, value)
      }
    }
    const browser = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36'

    it.each(['DedicatedWorkerGlobalScope', 'SharedWorkerGlobalScope', 'ServiceWorkerGlobalScope'])(
      'of a browser (%s) rejects a key, unless dangerouslyAllowBrowser is set',
      (name) => {
        inWorker(browser, { [name]: class {} })
        expect(() => createClient({ apiKey: 'KEY_1' })).toThrow(/in a browser/)
        expect(() => createClient({ apiKey: 'KEY_1', dangerouslyAllowBrowser: true })).not.toThrow()
        expect(() => createClient({ baseUrl: '/telnyx' })).not.toThrow()
      },
    )

    it.each([
      ['workerd', 'Cloudflare-Workers', {}],
      ['an old workerd', undefined, { WebSocketPair: class {} }],
      ['Deno', 'Deno/2.5.0', {}],
      ['Bun', 'Bun/1.3.0', {}],
    ])('of %s takes a key', (_, userAgent, globals) => {
      inWorker(userAgent, globals)
      expect(() => createClient({ apiKey: 'KEY_1' })).not.toThrow()
    })

    it('of Node takes a key', async () => {
      const { Worker } = await import('node:worker_threads')
      const worker = new Worker(new URL('../test/create-client-worker.ts', import.meta.url), {
        execArgv: ['--conditions=@greenroom/source', '--no-warnings'],
      })
      const created = await new Promise((resolve, reject) => {
        worker.once('message', resolve).once('error', reject)
      })
      expect(created).toBe('function')
    })
  })

  it.each([Number.NaN, -1, '20000', null, 0, false])('rejects %j as a time limit', async (value) => {
    for (const name of ['timeoutMs', 'attemptTimeoutMs']) {
      expect(() => createClient({ [name]: value })).toThrow(`${name} must be a number, 1 or more`)
    }
    const client = createClient({ apiKey: 'KEY_1' })
    const call = rooms.list(client, {}, { timeoutMs: value as number })
    expect(await errorOf(call)).toMatchObject({ name: 'ConfigError', outcome: 'not-sent' })
  })

  it.each([Number.NaN, -1, '2', null, Number.POSITIVE_INFINITY])('rejects %j as maxRetries', (maxRetries) => {
    expect(() => createClient({ maxRetries: maxRetries as number })).toThrow(/maxRetries must be a number, 0/)
  })

  it('rejects a key that is not text', () => {
    for (const apiKey of [null, 42, { key: 'KEY_1' }]) {
      expect(() => createClient({ apiKey: apiKey as never })).toThrow(/apiKey is empty/)
    }
  })

  it('resolves a relative baseUrl against the current location', async () => {
    const urls: string[] = []
    const fetch = async (input: RequestInfo | URL) => {
      urls.push((input as Request).url)
      return json({ data: { id: 'r1' } })
    }
    const client = createClient({ baseUrl: '/telnyx/', fetch })
    const error = await errorOf<ConfigError>(rooms.retrieve(client, { room_id: 'r1' }))
    expect(error).toMatchObject({ name: 'ConfigError', outcome: 'not-sent' })
    vi.stubGlobal('location', { origin: 'https://app.example' })
    await rooms.retrieve(client, { room_id: 'r1' })
    expect(urls).toEqual(['https://app.example/telnyx/rooms/r1'])
  })
})

describe('baseUrl', () => {
  it.each(['', 'nonsense', 'http://', 'http://a b'])('is rejected if it is %j', async (baseUrl) => {
    const error = await errorOf<ConfigError>(rooms.list(createClient({ baseUrl })))
    expect(error).toMatchObject({ name: 'ConfigError', outcome: 'not-sent' })
  })

  it('never becomes part of the host', async () => {
    vi.stubGlobal('location', { origin: 'https://app.example' })
    const urls: string[] = []
    const fetch = async (input: RequestInfo | URL) => {
      urls.push((input as Request).url)
      return json({ data: { id: 'r1' } })
    }
    for (const baseUrl of ['telnyx', '//telnyx']) {
      await rooms.retrieve(createClient({ baseUrl, fetch }), { room_id: 'r1' })
    }
    expect(urls).toEqual(Array(2).fill('https://app.example/telnyx/rooms/r1'))
  })

  it('can be the root of the site', async () => {
    vi.stubGlobal('location', { origin: 'https://app.example' })
    const urls: string[] = []
    const fetch = async (input: RequestInfo | URL) => {
      urls.push((input as Request).url)
      return json({ data: { id: 'r1' } })
    }
    await rooms.retrieve(createClient({ baseUrl: '/', fetch }), { room_id: 'r1' })
    expect(urls).toEqual(['https://app.example/rooms/r1'])
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
