import { describe, expect, it } from 'vitest'
import { accountSid, createTexmlHarness, parties } from './texml-harness.ts'

describe('invalid TeXML input', () => {
  const calls = `/v2/texml/Accounts/${accountSid}/Calls`
  const form = { 'content-type': 'application/x-www-form-urlencoded' }

  it.each([
    [{ Url: 'https://a.test', Texml: '<Response/>' }, 422, '10015', ''],
    [{ To: '13125550002' }, 422, '10016', '/To'],
    [{ From: 'ann' }, 422, '10016', '/From'],
    [{ CallerId: 'ünïcode' }, 422, '10015', '/CallerId'],
    [{ Timeout: 1 }, 422, '10033', '/Timeout'],
    [{ Timeout: 999 }, 422, '10033', '/Timeout'],
    [{ SupervisingRole: 'shout' }, 422, '10032', '/SupervisingRole'],
    [{ ApplicationSid: undefined }, 422, '10004', '/ApplicationSid'],
  ])('rejects %j without placing a call', async (wrong, status, code, pointer) => {
    const harness = createTexmlHarness()
    const response = await harness.send('POST', calls, { ...parties, ...wrong })
    const [error] = response.body.errors
    expect([response.status, error.code, error.source.pointer]).toEqual([status, code, pointer])
    expect((await harness.send('GET', '/_emulator/calls')).body.data).toEqual([])
  })

  it.each([
    ['To=13125550002', '10016', '/To'],
    ['From=ann', '10016', '/From'],
    ['Timeout=999', '10033', '/Timeout'],
    ['MaxParticipants=1', '10033', '/MaxParticipants'],
    ['From=%2B13125550001', '10004', '/To'],
  ])('does not dial a participant with %s', async (fields, code, pointer) => {
    const harness = createTexmlHarness()
    const path = `/v2/texml/Accounts/${accountSid}/Conferences/board/Participants`
    const response = await harness.send('POST', path, `ApplicationSid=1&${fields}`, form)
    expect(response).toMatchObject({ status: 422, body: { errors: [{ code, source: { pointer } }] } })
    expect((await harness.send('GET', '/_emulator/calls')).body.data).toEqual([])
    expect((await harness.texml.conferences.list()).data).toEqual([])
  })

  it('rejects an unknown SID with an error that has no code', async () => {
    const harness = createTexmlHarness()
    expect(await harness.send('GET', `${calls}/v3:none`)).toMatchObject({
      status: 404,
      body: { errors: [{ detail: 'Resource not found' }] },
    })
    expect((await harness.send('GET', `${calls}.json`)).status).toBe(200)
  })
})
