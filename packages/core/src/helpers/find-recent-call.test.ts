import { describe, expect, it } from 'vitest'
import { errorOf, json, testClient } from '../../test/test-client.ts'
import type { InputError } from '../errors.ts'
import { createTexml } from '../texml/index.ts'
import { findRecentCall } from './find-recent-call.ts'

const account_sid = 'acc'
const line = { From: '+13125550001', To: '+13125550002' }

describe('findRecentCall', () => {
  const since = new Date('2026-06-15T09:56:45Z')
  const call = (sid: string, date_created: string, more: object = {}) => ({
    sid,
    from: line.From,
    to: line.To,
    date_created,
    ...more,
  })

  it('returns the newest call between the two numbers since the given time', async () => {
    const { client, sent } = testClient(() =>
      json({
        calls: [
          call('v3:old', 'Mon, 15 Jun 2026 09:50:00 +0000'),
          call('v3:first', 'Mon, 15 Jun 2026 09:56:45 +0000'),
          call('v3:last', 'Mon, 15 Jun 2026 09:56:50 +0000'),
          call('v3:other', 'Mon, 15 Jun 2026 09:57:00 +0000', { to: '+19' }),
        ],
      }),
    )
    const { From, To } = line
    expect(await findRecentCall(client, { account_sid, From, To, since })).toMatchObject({ sid: 'v3:last' })
    expect(sent[0]?.url).toContain('To=%2B13125550002&From=%2B13125550001')
  })

  it('lists the calls of the account of createTexml', async () => {
    const { client, sent } = testClient(() =>
      json({ calls: [call('v3:1', 'Mon, 15 Jun 2026 09:57:00 +0000')] }),
    )
    const texml = createTexml(client, { accountSid: 'own' })
    const { From, To } = line
    expect(await findRecentCall(texml, { From, To, since })).toMatchObject({ sid: 'v3:1' })
    expect(sent[0]?.url).toContain('/Accounts/own/Calls?')
    // @ts-expect-error a client has no account
    expect(await errorOf(findRecentCall(client, { From, To, since }))).toMatchObject({ name: 'InputError' })
  })

  it.each([
    ['an invalid date', new Date('yesterday')],
    ['text', '2026-06-15T09:56:45Z'],
    ['null', null],
    ['nothing', undefined],
  ])('rejects %s as the time, without sending a request', async (_, since) => {
    const { client, sent } = testClient()
    const input = { account_sid, From: line.From, To: line.To, since: since as Date }
    expect(await errorOf<InputError>(findRecentCall(client, input))).toMatchObject({
      name: 'InputError',
      problems: [{ pointer: '/since' }],
    })
    expect(sent).toEqual([])
  })

  it('returns undefined if only older calls exist', async () => {
    const { client } = testClient(() => json({ calls: [call('v3:old', 'Mon, 15 Jun 2026 09:50:00 +0000')] }))
    expect(await findRecentCall(client, { account_sid, From: line.From, To: line.To, since })).toBeUndefined()
  })
})
