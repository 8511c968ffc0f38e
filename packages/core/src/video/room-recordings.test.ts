import { describe, expect, it } from 'vitest'
import { errorOf, json, testClient } from '../../test/test-client.ts'
import type { InputError } from '../errors.ts'
import * as roomRecordings from './room-recordings.ts'

const session_id = '0ccc7b54-4df3-4bca-a65a-3da1ecc777f0'
const deleted = () => json({ data: { room_recordings: 3 } }, { status: 201 })

describe('roomRecordings.list', () => {
  it('sends filters in brackets', async () => {
    const { client, sent } = testClient(() => json({ data: [] }))
    const date_ended_at = { gte: '2026-01-01', lte: '2026-01-31' }
    await roomRecordings.list(client, { filter: { session_id, date_ended_at, duration_secs: 5 } })
    expect(decodeURIComponent(sent[0]?.url ?? '')).toBe(
      '/v2/room_recordings?filter[date_ended_at][gte]=2026-01-01&filter[date_ended_at][lte]=2026-01-31' +
        `&filter[session_id]=${session_id}&filter[duration_secs]=5`,
    )
  })

  it('rejects an invalid id and an invalid date', async () => {
    const { client, sent } = testClient()
    const filter = { room_id: 'r1', date_started_at: { eq: '2026-02-30T00:00' } }
    const error = await errorOf<InputError>(roomRecordings.list(client, { filter }))
    expect(error.problems.map(({ pointer }) => pointer)).toEqual([
      '/filter/date_started_at/eq',
      '/filter/room_id',
    ])
    expect(sent).toEqual([])
  })
})

describe('roomRecordings.deleteMany', () => {
  it('returns the number of deleted recordings', async () => {
    const { client, sent } = testClient(deleted)
    expect(await roomRecordings.deleteMany(client, { filter: { session_id } })).toEqual({
      room_recordings: 3,
    })
    expect(sent).toMatchObject([{ method: 'DELETE', body: '' }])
  })

  it.each([
    {},
    { filter: {} },
    { filter: { status: undefined } },
    { filter: { date_ended_at: {} } },
    { filter: { type: '' } },
    { page: { number: 1 } },
  ])('rejects %j, which would select all recordings', async (input) => {
    const { client, sent } = testClient(deleted)
    const error = await errorOf<InputError>(roomRecordings.deleteMany(client, input))
    expect(error).toMatchObject({ name: 'InputError', outcome: 'not-sent' })
    expect(error.message).toContain('{ everything: true }')
    expect(sent).toEqual([])
  })

  it('deletes all recordings with everything: true', async () => {
    const { client, sent } = testClient(deleted)
    await roomRecordings.deleteMany(client, {}, { everything: true })
    expect(sent.map(({ url }) => url)).toEqual(['/v2/room_recordings'])
  })

  it('is not retried if the outcome is unknown', async () => {
    const { client, sent } = testClient(() => json({}, { status: 500 }))
    await errorOf(roomRecordings.deleteMany(client, {}, { everything: true }))
    expect(sent).toHaveLength(1)
  })
})
