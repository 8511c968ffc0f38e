import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { errorOf, testClient } from '../../test/test-client.ts'
import type { Client } from '../types.ts'
import * as rooms from '../video/rooms.ts'

const retrieve = (client: Client) => rooms.retrieve(client, { room_id: 'r1' })

/** A response with another body than a web stream. */
function responseWith(body: unknown, text: string, status = 200): Response {
  const { headers, ok } = new Response(null, { status, headers: { 'content-encoding': 'gzip' } })
  return { status, ok, headers, body, text: async () => text } as unknown as Response
}

describe('a response body', () => {
  it('is read from the text if there is no stream, as in React Native', async () => {
    const { client } = testClient(() => responseWith(undefined, '{"data":{"id":"r1"}}'))
    expect(await retrieve(client)).toEqual({ id: 'r1' })
  })

  it('is read from the text if it is a stream of Node, as in node-fetch', async () => {
    const { client } = testClient(() => responseWith(Readable.from(['x']), '{"data":{"id":"r1"}}'))
    expect(await retrieve(client)).toEqual({ id: 'r1' })
    const deleted = testClient(() => responseWith(Readable.from(['x']), '', 204))
    expect(await rooms.delete(deleted.client, { room_id: 'r1' })).toBeUndefined()
  })

  it('is rejected if its text is over the limit', async () => {
    const { client } = testClient(() => responseWith(undefined, ' '.repeat((10 << 20) + 1)))
    expect(await errorOf(retrieve(client))).toMatchObject({ name: 'AnswerError', outcome: 'accepted' })
  })
})
