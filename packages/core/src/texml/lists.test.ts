import { describe, expect, it } from 'vitest'
import { json, testClient } from '../../test/test-client.ts'
import { paginate } from '../paginate.ts'
import { createTexml, type Texml } from './index.ts'

type Bound = Texml<'account_sid'>

const conference = { conference_sid: 'c 1' }

describe('every list below an account', () => {
  it.each([
    ['calls', (t: Bound) => paginate(t.calls.list)],
    ['conferences', (t: Bound) => paginate(t.conferences.list)],
    ['queues', (t: Bound) => paginate(t.queues.list)],
    ['recordings', (t: Bound) => paginate(t.recordings.list)],
    ['transcriptions', (t: Bound) => paginate(t.transcriptions.list)],
    ['recordings', (t: Bound) => paginate(t.callRecordings.list, { call_sid: 'c' })],
    ['recordings', (t: Bound) => paginate(t.conferences.listRecordings, { conference_sid: 'c' })],
    ['recordings', (t: Bound) => paginate(t.conferences.listRecordingResources, { conference_sid: 'c' })],
  ] as const)('is paginated from page 0 with page tokens: %s', async (key, walk) => {
    const { client, sent } = testClient((_, count) =>
      json({
        [key]: [{ sid: `s${count}` }],
        page: count - 1,
        next_page_uri: count < 3 ? `/v2/any/other.json?Page=${count}&PageSize=1&PageToken=t${count}` : null,
      }),
    )
    const sids: string[] = []
    for await (const { sid } of walk(createTexml(client, { accountSid: 'acc' }))) sids.push(sid)
    expect(sids).toEqual(['s1', 's2', 's3'])
    expect(sent.map(({ url: path }) => path.split('?')[1])).toEqual([
      undefined,
      'Page=1&PageSize=1&PageToken=t1',
      'Page=2&PageSize=1&PageToken=t2',
    ])
  })
})

describe('the two recording lists of a conference', () => {
  it('differ in their path and in the type of the duration', async () => {
    const { client } = testClient(({ url: path }) =>
      json({ recordings: [{ sid: 'r', duration: path.endsWith('.json') ? '30' : 30 }], page: 0 }),
    )
    const { conferences } = createTexml(client, { accountSid: 'acc' })
    const durations: (string | null | undefined)[] = []
    // paginate does not need the account, because the client adds it.
    for await (const { duration } of paginate(conferences.listRecordings, conference))
      durations.push(duration)
    const resourceDurations: (number | null | undefined)[] = []
    for await (const { duration } of paginate(conferences.listRecordingResources, conference))
      resourceDurations.push(duration)
    expect([durations, resourceDurations]).toEqual([['30'], [30]])
  })
})
