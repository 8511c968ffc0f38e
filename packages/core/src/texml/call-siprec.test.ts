import { describe, expect, it } from 'vitest'
import { errorOf, json, testClient } from '../../test/test-client.ts'
import type { InputError } from '../errors.ts'
import * as callSiprec from './call-siprec.ts'

const call = { account_sid: 'acc', call_sid: 'v3:1' }

describe('callSiprec.start', () => {
  it.each([[0], [90]])('accepts a session timeout of %i s', async (SessionTimeoutSecs) => {
    const { client, sent } = testClient(() => json({ sid: 's' }))
    await callSiprec.start(client, { ...call, SessionTimeoutSecs })
    expect(sent).toHaveLength(1)
  })

  it.each([[89], [-1], [90.5]])('rejects a session timeout of %d s', async (SessionTimeoutSecs) => {
    const { client, sent } = testClient()
    const error = await errorOf<InputError>(callSiprec.start(client, { ...call, SessionTimeoutSecs }))
    expect(error.problems).toMatchObject([{ pointer: '/SessionTimeoutSecs' }])
    expect(sent).toEqual([])
  })
})
