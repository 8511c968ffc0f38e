import { createEmulator } from '@greenroom/emulator'
import { describe, expect, it } from 'vitest'
import { createProgramFetch } from './program-fetch.ts'

const programFetch = createProgramFetch(() => createEmulator().fetch)
const headers = { authorization: 'Bearer KEY_any' }

describe('the fetch of a program', () => {
  it.each(['http://localhost/v2/rooms', 'http://127.0.0.1:4010/v2/rooms', 'https://api.telnyx.com/v2/rooms'])(
    'sends a request for %s to the emulator',
    async (url) => {
      expect((await programFetch(url, { headers })).status).toBe(200)
    },
  )

  it.each([
    'https://example.com/v2/rooms',
    'https://localhost.example.com/',
    'https://api.telnyx.com.example.com/',
    'http://127.0.0.1.example.com/',
    'data:text/plain,x',
    'blob:https://localhost/x',
  ])('rejects a request for %s', async (url) => {
    await expect(programFetch(url)).rejects.toThrow(/The playground has no network/)
  })
})
