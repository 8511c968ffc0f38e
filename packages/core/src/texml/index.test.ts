import { describe, expect, expectTypeOf, it } from 'vitest'
import { json, testClient } from '../../test/test-client.ts'
import { createTexml } from './index.ts'

const line = { ApplicationSid: 'app', From: '+13125550001', To: 'sip:ann@example.com' }
const call = { call_sid: 'v3:1' }
const app = { friendly_name: 'Desk', voice_url: 'https://app.test/' }

describe('createTexml', () => {
  it('adds the account automatically, unless the call passes another', async () => {
    const { client, sent } = testClient(() => json({ calls: [] }))
    const texml = createTexml(client, { accountSid: 'mine' })
    await texml.calls.list()
    await texml.calls.list({ account_sid: 'other' })
    await texml.conferences.list({ Status: 'in-progress' }).catch(() => undefined)
    expect(sent.map(({ url }) => url)).toEqual([
      '/v2/texml/Accounts/mine/Calls',
      '/v2/texml/Accounts/other/Calls',
      '/v2/texml/Accounts/mine/Conferences?Status=in-progress',
    ])
    // @ts-expect-error account_sid is required without a default account
    expectTypeOf(createTexml(client).calls.list).toBeCallableWith()
  })
})

it('does not compile wrong calls', () => {
  const { client } = testClient()
  const texml = createTexml(client, { accountSid: 'acc' })
  expectTypeOf(texml.calls.list).toBeCallableWith()
  // @ts-expect-error the list cannot be filtered by ringing calls
  expectTypeOf(texml.calls.list).toBeCallableWith({ Status: 'ringing' })
  // @ts-expect-error a recording has single or dual channels here, mono when a call is placed
  expectTypeOf(texml.callRecordings.start).toBeCallableWith({ ...call, RecordingChannels: 'mono' })
  // @ts-expect-error methods are in lower case in applications, and in upper case elsewhere
  expectTypeOf(texml.applications.create).toBeCallableWith({ ...app, voice_method: 'POST' })
  // @ts-expect-error an update requires the application's name and URL, too
  expectTypeOf(texml.applications.update).toBeCallableWith({ id: '1', active: false })
  // @ts-expect-error the only status that can be set is completed
  expectTypeOf(texml.calls.update).toBeCallableWith({ ...call, Status: 'canceled' })
  // @ts-expect-error Url and Texml are mutually exclusive
  expectTypeOf(texml.calls.update).toBeCallableWith({
    ...call,
    Url: 'https://app.test/next',
    Texml: '<Response/>',
  })
  // @ts-expect-error StatusCallbackEvent is a string of events joined by spaces
  expectTypeOf(texml.calls.create).toBeCallableWith({ ...line, StatusCallbackEvent: ['ringing'] })
})
