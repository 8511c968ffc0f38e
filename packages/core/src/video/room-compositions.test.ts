import { describe, expect, it } from 'vitest'
import { errorOf, json, testClient } from '../../test/test-client.ts'
import type { InputError } from '../errors.ts'
import * as roomCompositions from './room-compositions.ts'

const session_id = '0ccc7b54-4df3-4bca-a65a-3da1ecc777f0'
const enqueued = () => json({ data: { id: 'c1', status: 'enqueued' } }, { status: 202 })

describe('roomCompositions.create', () => {
  it('sends the layout unchanged', async () => {
    const { client, sent } = testClient(enqueued)
    const input = {
      session_id,
      resolution: '1280x720',
      audio_sources: ['*' as const],
      video_layout: {
        main: { width: 1280, height: 720, video_sources: '*' as const },
        pip: { x_pos: -8, z_pos: 1, max_columns: 2, video_sources: [session_id, '*' as const] },
      },
    }
    expect(await roomCompositions.create(client, input)).toMatchObject({ status: 'enqueued' })
    expect(JSON.parse(sent[0]?.body ?? '')).toEqual(input)
  })

  it.each([
    [{ resolution: '1280x1280' }, '/resolution'],
    [{ resolution: '15x720' }, '/resolution'],
    [{ resolution: '1281x16' }, '/resolution'],
    [{ resolution: 'hd' }, '/resolution'],
    [{ video_layout: { a: {}, b: {}, c: {} } }, '/video_layout'],
    [{ video_layout: { a: { width: 15 } } }, '/video_layout/a/width'],
    [{ video_layout: { a: { z_pos: 100 } } }, '/video_layout/a/z_pos'],
    [{ video_layout: { a: { max_rows: 0 } } }, '/video_layout/a/max_rows'],
    [{ session_id: 's1' }, '/session_id'],
    [{ webhook_timeout_secs: 31 }, '/webhook_timeout_secs'],
    [{ webhook_event_url: 'example.com' }, '/webhook_event_url'],
  ])('rejects %j and names the field', async (input, pointer) => {
    const { client, sent } = testClient(enqueued)
    const error = await errorOf<InputError>(roomCompositions.create(client, input))
    expect(error.problems.map((problem) => problem.pointer)).toEqual([pointer])
    expect(sent).toEqual([])
  })

  it('names the expected resolution and the maximum number of regions', async () => {
    const { client } = testClient(enqueued)
    const input = { resolution: '99x9999', video_layout: { a: {}, b: {}, c: {} } }
    const { message } = await errorOf<InputError>(roomCompositions.create(client, input))
    expect(message).toContain('/resolution: expected "<width>x<height>"')
    expect(message).toContain('/video_layout: expected two regions at most')
  })

  it('names the expected format', async () => {
    const { client } = testClient(enqueued)
    // @ts-expect-error the API supports only mp4
    const { message } = await errorOf<InputError>(roomCompositions.create(client, { format: 'webm' }))
    expect(message).toContain('/format: expected "mp4", got "webm"')
  })

  it('does not compile with another format or other audio sources', () => {
    const { client } = testClient(enqueued)
    // @ts-expect-error the API supports only mp4
    void errorOf(roomCompositions.create(client, { format: 'webm' }))
    // @ts-expect-error all participants or none
    void errorOf(roomCompositions.create(client, { audio_sources: ['p1'] }))
  })
})

describe('roomCompositions.list', () => {
  it('rejects an unknown status', async () => {
    const { client } = testClient()
    // @ts-expect-error the API has no such status
    const call = roomCompositions.list(client, { filter: { status: 'failed' } })
    expect(await errorOf<InputError>(call)).toMatchObject({ name: 'InputError' })
  })
})
