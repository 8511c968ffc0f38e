import { inspect } from 'node:util'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { errorOf, json } from '../../test/test-client.ts'
import { createClient } from '../client.ts'
import type { ConfigError } from '../errors.ts'
import * as rooms from '../video/rooms.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

const page = new URL('https://app.example/rooms/7?tab=1#top')

/** Resolves to the URL that a client with this base requests. */
async function requestedUrl(baseUrl: string): Promise<string> {
  let url = ''
  const fetch = async (request: Request) => {
    url = request.url
    return json({ data: { id: 'r1' } })
  }
  await rooms.retrieve(createClient({ baseUrl, fetch: fetch as typeof globalThis.fetch }), { room_id: 'r1' })
  return url
}

describe('a relative baseUrl', () => {
  it.each([
    ['/telnyx', 'https://app.example/telnyx'],
    ['/telnyx//', 'https://app.example/telnyx'],
    ['./x', 'https://app.example/rooms/x'],
    ['../x', 'https://app.example/x'],
    ['.evil.example', 'https://app.example/rooms/.evil.example'],
    [':8443/x', 'https://app.example/rooms/:8443/x'],
    ['@evil.example', 'https://app.example/rooms/@evil.example'],
    ['//evil.example', 'https://app.example/evil.example'],
    ['/\\evil.example', 'https://app.example/evil.example'],
  ])('%s is resolved against the location of the page', async (baseUrl, resolved) => {
    vi.stubGlobal('location', page)
    expect(await requestedUrl(baseUrl)).toBe(`${resolved}/rooms/r1`)
  })

  it('is resolved against the origin in a worker created from a blob', async () => {
    vi.stubGlobal('location', new URL('blob:https://app.example/0ccc7b54'))
    expect(await requestedUrl('/telnyx')).toBe('https://app.example/telnyx/rooms/r1')
  })

  it.each([
    ['a file', { href: 'file:///C:/app/index.html', origin: 'file://' }],
    ['a file, as other browsers report it', new URL('file:///home/ann/index.html')],
    ['an extension', { href: 'chrome-extension://abc/popup.html', origin: 'chrome-extension://abc' }],
    ['about:srcdoc', new URL('about:srcdoc')],
    ['data:', new URL('data:text/html,')],
  ])('is rejected where the location is %s', async (_, location) => {
    vi.stubGlobal('location', location)
    expect(await errorOf<ConfigError>(requestedUrl('/telnyx'))).toMatchObject({ name: 'ConfigError' })
  })
})

describe('baseUrl', () => {
  it.each([
    '',
    'ftp://api.example',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/plain,x',
    'blob:https://app.example/0ccc7b54',
    'localhost:4010/v2',
    'http:/evil.example',
    'http:evil.example',
    'https:evil.example',
    'HTTPS:/evil.example',
    'https://api.example/v2?key=1',
    'https://api.example/v2#top',
    'https://api.example:99999',
    '/telnyx?x',
    'https://',
  ])('%j is rejected on a page, and nothing is sent', async (baseUrl) => {
    vi.stubGlobal('location', page)
    const error = await errorOf<ConfigError>(requestedUrl(baseUrl))
    expect(error).toMatchObject({ name: 'ConfigError', outcome: 'not-sent' })
  })

  it.each([
    'https://ann:hush@api.example/v2',
    'https://hush@api.example/v2',
    'https://ann:hush@',
    'ftp://ann:hush@files.example',
    '//ann:hush@evil.example/?',
  ])('%j is rejected, and its credentials are not shown', async (baseUrl) => {
    vi.stubGlobal('location', page)
    const events: unknown[] = []
    const client = createClient({ baseUrl, onEvent: (event) => events.push(event) })
    const error = await errorOf<ConfigError>(rooms.list(client))
    expect(error).toMatchObject({ name: 'ConfigError', outcome: 'not-sent' })
    const shown = inspect([error, events, client], { depth: 9, showHidden: true }) + JSON.stringify(error)
    expect(shown).not.toContain('hush')
  })

  it('may end with a newline, as a variable read from a file does', async () => {
    expect(await requestedUrl('https://api.example/v2/\n')).toBe('https://api.example/v2/rooms/r1')
  })

  it('keeps its path, port and case', async () => {
    expect(await requestedUrl('http://127.0.0.1:4010/Team@home/v2/')).toBe(
      'http://127.0.0.1:4010/Team@home/v2/rooms/r1',
    )
    expect(await requestedUrl('http://[::1]:4010')).toBe('http://[::1]:4010/rooms/r1')
  })
})
