import { describe, expect, it } from 'vitest'
import { readTarget } from './target.ts'

const TELNYX_API_KEY = 'KEY_secret'
const TELNYX_BASE_URL = 'http://localhost:4020/v2'

describe('readTarget', () => {
  it('returns the emulator at its default address without any settings', () => {
    expect(readTarget({}, {})).toEqual({
      baseUrl: 'http://127.0.0.1:4010/v2',
      origin: 'http://127.0.0.1:4010',
      apiKey: 'KEY_emulator',
      isTelnyx: false,
      isLocal: true,
    })
  })

  it('returns Telnyx if only the key is set', () => {
    expect(readTarget({}, { TELNYX_API_KEY, TELNYX_BASE_URL: '' })).toMatchObject({
      baseUrl: 'https://api.telnyx.com/v2',
      apiKey: TELNYX_API_KEY,
      isTelnyx: true,
      isLocal: false,
    })
  })

  it('prefers TELNYX_BASE_URL to the key, and --base-url to both', () => {
    const env = { TELNYX_API_KEY, TELNYX_BASE_URL }
    expect(readTarget({}, env)).toMatchObject({ baseUrl: TELNYX_BASE_URL, apiKey: TELNYX_API_KEY })
    expect(readTarget({ baseUrl: 'http://[::1]:4030' }, env)).toMatchObject({
      baseUrl: 'http://[::1]:4030/v2',
      isLocal: true,
    })
  })

  it('adds the path of the API only if the URL has none', () => {
    const baseUrl = (text: string) => readTarget({ baseUrl: text }, {}).baseUrl
    expect(baseUrl('http://localhost:4010/')).toBe('http://localhost:4010/v2')
    expect(baseUrl('http://localhost:4010/v2/')).toBe('http://localhost:4010/v2')
    expect(baseUrl('https://app.example/telnyx')).toBe('https://app.example/telnyx')
  })

  it.each([
    ['localhost:4010', '--base-url must be an http or https URL'],
    ['not a url', '--base-url must be an http or https URL'],
    ['http://localhost/?a=b', '--base-url must not contain a query or a fragment'],
    ['https://api.telnyx.com/v2', 'TELNYX_API_KEY must contain the API key of Telnyx'],
  ])('rejects %j', (baseUrl, message) => {
    expect(() => readTarget({ baseUrl }, {})).toThrow(message)
  })
})
