import { inspect } from 'node:util'
import { faults } from '@greenroom/testing/fault-server'
import { describe, expect, it, vi } from 'vitest'
import { clientWithFault } from '../../test/client-with-fault.ts'
import { errorOf, json, testClient } from '../../test/test-client.ts'
import type { ApiError, ConnectionError, GreenroomError } from '../errors.ts'
import type { ClientEvent } from '../types.ts'
import * as rooms from '../video/rooms.ts'

const apiKey = 'KEY~"0\\1/2+3&_secret'
const room_id = 'r1'

/** Everything that a log could show of an error. */
function shownBy(...values: readonly unknown[]): string {
  return values
    .map((value) => inspect(value, { depth: 20, showHidden: true }) + JSON.stringify(value) + String(value))
    .concat(values.map((value) => String((value as Error).stack)))
    .join('\n')
}

const escaped = apiKey.replace(/./g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`)

describe('an API key in an error response', () => {
  it.each([
    ['as it is', apiKey],
    ['escaped for a URL', encodeURIComponent(apiKey)],
    ['escaped twice for a URL', encodeURIComponent(encodeURIComponent(apiKey))],
    ['with each character escaped for a URL', Buffer.from(apiKey).toString('hex').replace(/../g, '%$&')],
    ['escaped for JSON', JSON.stringify(apiKey)],
    ['escaped twice for JSON', JSON.stringify(JSON.stringify({ apiKey }))],
    ['with each character escaped for JSON', escaped],
    ['with its slashes escaped, as PHP does', apiKey.replaceAll('/', '\\/')],
    ['escaped for HTML', apiKey.replace(/\W/g, (character) => `&#${character.charCodeAt(0)};`)],
    [
      'with each character escaped for HTML',
      apiKey.replace(/./g, (c) => `&#x${c.charCodeAt(0).toString(16)};`),
    ],
    ['in base64', btoa(apiKey)],
    ['as a user name of Basic authentication', btoa(`${apiKey}:`)],
    ['as a password of Basic authentication', btoa(`ann:${apiKey}`)],
    ['as a password of another user', btoa(`zoe-:${apiKey}`)],
  ])('is replaced where it stands %s', async (_, spelled) => {
    const events: ClientEvent[] = []
    const repeated = {
      errors: [
        {
          code: spelled,
          title: `No ${spelled}`,
          detail: `${spelled} is unknown`,
          source: { pointer: spelled },
        },
        { detail: spelled },
      ],
    }
    const { client } = testClient(
      () => json(repeated, { status: 401, headers: { 'x-request-id': encodeURIComponent(spelled) } }),
      { apiKey, onEvent: (event) => events.push(event) },
    )
    const error = await errorOf<ApiError>(rooms.retrieve(client, { room_id }))
    expect(error).toMatchObject({ name: 'ApiError', status: 401, outcome: 'rejected' })
    expect(error.message).toContain('GET /rooms/{room_id} answered 401: ')
    expect(error.title).toContain('…')
    const shown = shownBy(error, events)
    for (const part of [spelled, JSON.stringify(spelled).slice(1, -1), 'secret', 'KEY~']) {
      expect(shown).not.toContain(part)
    }
  })

  it('leaves everything else as it is', async () => {
    const body = { errors: [{ code: '10005', title: 'Not found', detail: 'No room r1' }] }
    const { client } = testClient(() => json(body, { status: 404 }), { apiKey })
    expect(await errorOf<ApiError>(rooms.retrieve(client, { room_id }))).toMatchObject({
      code: '10005',
      title: 'Not found',
      detail: 'No room r1',
      message: 'GET /rooms/{room_id} answered 404: No room r1 (10005)',
    })
  })
})

describe('a secret of the call in an error response', () => {
  const repeat = (secret: string) => json({ errors: [{ detail: `Unknown: ${secret}` }] }, { status: 422 })

  it('is replaced if it is a secret field of the input', async () => {
    const refresh_token = 'eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl'
    const { client } = testClient(() => repeat(refresh_token))
    const error = await errorOf(rooms.refreshJoinToken(client, { room_id, refresh_token }))
    expect(shownBy(error)).not.toContain(refresh_token)
  })

  it('is replaced if it is in the call’s own Authorization header', async () => {
    const { client } = testClient(() => repeat('another-secret'))
    const headers = { Authorization: 'Bearer another-secret' }
    const error = await errorOf<ApiError>(rooms.retrieve(client, { room_id }, { headers }))
    expect(error.detail).toBe('Unknown: …')
  })

  it('is replaced if it is the value of one cookie', async () => {
    const headers = { cookie: 'theme=dark; session=a-secret-of-the-call; lang=en' }
    const { client } = testClient(
      () => json({ detail: 'The dark session a-secret-of-the-call has expired' }, { status: 401 }),
      { headers },
    )
    const error = await errorOf<ApiError>(rooms.retrieve(client, { room_id }))
    expect(error.detail).toBe('The dark session … has expired')
  })

  it.each([
    'x-api-key',
    'Cookie',
    'x-session-token',
    'x-session',
    'x-password',
    'cf-access-jwt-assertion',
    'x-credential',
    'x-signature',
  ])('is replaced if it is in the header %s', async (name) => {
    const { client } = testClient(() => repeat('another-secret'), {
      headers: async () => ({ [name]: 'another-secret' }),
    })
    const error = await errorOf<ApiError>(rooms.retrieve(client, { room_id }))
    expect(error.detail).toBe('Unknown: …')
  })

  it('is replaced if the caller passed the key in the place of an input', async () => {
    const { client } = testClient(undefined, { apiKey })
    const error = await errorOf(rooms.list(client, { page: { number: apiKey as never } }))
    expect(error).toMatchObject({ name: 'InputError' })
    expect(shownBy(error)).not.toContain('secret')
  })
})

describe('an API key in the cause of a lost connection', () => {
  class Carrier {
    readonly headers = new Headers({ authorization: `Bearer ${encodeURIComponent(apiKey)}` })
  }
  const thrownBy = async (thrown: unknown, events: ClientEvent[] = []) => {
    vi.spyOn(Math, 'random').mockReturnValue(0)
    const { client } = testClient(() => Promise.reject(thrown), {
      apiKey,
      maxRetries: 1,
      onEvent: (event) => events.push(event),
    })
    return errorOf<ConnectionError>(rooms.retrieve(client, { room_id }))
  }

  it.each([
    ['its message', new TypeError(`cannot send Bearer ${apiKey}`)],
    ['a cause of its cause', new Error('lost', { cause: new Error(`to https://api.test/?key=${apiKey}`) })],
    ['one of several errors', new AggregateError([new Error(apiKey)], 'all failed')],
    ['an object', Object.assign(new Error('lost'), { config: { headers: { authorization: apiKey } } })],
    ['an object of a class', Object.assign(new Error('lost'), { request: new Carrier() })],
    ['a string', apiKey],
    ['a frozen error', Object.freeze(new Error(apiKey))],
    ['an inherited message', new DOMException(apiKey, 'NetworkError')],
    ['a method', Object.assign(new Error('lost'), { toJSON: () => apiKey })],
  ])('is replaced in %s', async (_, thrown) => {
    const events: ClientEvent[] = []
    const error = await thrownBy(thrown, events)
    expect(error).toMatchObject({ name: 'ConnectionError', outcome: 'unknown' })
    const shown = shownBy(error, events)
    expect(shown).not.toContain('secret')
    expect(shown).not.toContain(encodeURIComponent(apiKey))
  })

  it('is replaced in a cause that contains itself', async () => {
    const cause = new Error(apiKey)
    cause.cause = cause
    expect(shownBy(await thrownBy(cause))).not.toContain('secret')
  })

  it('does not fail if a field of the cause throws', async () => {
    const cause = new TypeError(`fetch failed for ${apiKey}`)
    const get = () => {
      throw new Error('not readable')
    }
    Object.defineProperty(cause, 'request', { get, enumerable: true })
    const { client } = testClient(() => Promise.reject(cause), { apiKey, maxRetries: 0 })
    const error = await errorOf<ConnectionError>(rooms.retrieve(client, { room_id }))
    expect(error).toMatchObject({ name: 'ConnectionError', cause: { message: 'fetch failed for …' } })
  })

  it('keeps the platform’s error if it contains no secret', async () => {
    const cause = new TypeError('fetch failed', {
      cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }),
    })
    expect((await thrownBy(cause)).cause).toBe(cause)
  })

  it('keeps name, code and stack of an error that contains one', async () => {
    const cause = Object.assign(new TypeError(`no ${apiKey}`), { code: 'E_KEY' })
    const { cause: copy } = await thrownBy(cause)
    expect(copy).toMatchObject({ name: 'TypeError', code: 'E_KEY', message: 'no …' })
    expect((copy as Error).stack).toContain('redact.test.ts')
  })
})

describe('an API key on a real connection', () => {
  it('is not in the error of a lost connection', async () => {
    const { client } = await clientWithFault(faults.hangUp, { apiKey, maxRetries: 0 })
    const error = await errorOf<GreenroomError>(rooms.retrieve(client, { room_id }))
    expect(shownBy(error)).not.toContain('secret')
  })
})

describe('a huge error response', () => {
  // A time that grew with the square of the length would exceed the limit by far, also on a busy machine.
  it.each(['\\', 'K%25', apiKey])('of %j does not block the process', { timeout: 60_000 }, async (part) => {
    const detail = part.repeat(2_000_000 / part.length)
    const { client } = testClient(() => json({ errors: [{ detail }] }, { status: 500 }), {
      apiKey,
      maxRetries: 0,
    })
    const error = await errorOf<ApiError>(rooms.retrieve(client, { room_id }))
    expect(shownBy(error)).not.toContain('_secret')
  })

  it.each([0, 5, 10])(
    'shows no beginning of a key where it is cut, %i characters into the key',
    async (shown) => {
      const { client } = testClient(
        // Limits at which a text may be cut.
        () =>
          json(
            { errors: [10_000, 20_000, 40_000].map((at) => ({ detail: 'x'.repeat(at - shown) + apiKey })) },
            { status: 400 },
          ),
        { apiKey },
      )
      const error = await errorOf<ApiError>(rooms.retrieve(client, { room_id }))
      expect(error.errors).toHaveLength(3)
      expect(shownBy(error)).not.toContain(apiKey.slice(0, 4))
    },
  )
})

describe('an API key in an invalid input', () => {
  const plainKey = 'KEY0123456789_abcdefghi'

  it.each([
    [{ max_participants: `Bearer ${'x'.repeat(45)} ${plainKey}` }],
    [{ max_participants: `the key is this, isn’t it? a key of nine words: ${plainKey}` }],
    [{ [`the key is this, isn’t it? a key of ten words then: ${plainKey}`]: 1 }],
  ])('is replaced, also where the description of %j is cut', async (input) => {
    const { client, sent } = testClient(undefined, { apiKey: plainKey })
    const error = await errorOf<GreenroomError>(rooms.create(client, input as never))
    expect(error.name).toBe('InputError')
    expect(shownBy(error)).not.toContain(plainKey.slice(0, 4))
    expect(sent).toEqual([])
  })
})
