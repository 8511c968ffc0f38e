import { gzipSync } from 'node:zlib'
import { describe, expect, it, vi } from 'vitest'
import { clientWithFault } from '../../test/client-with-fault.ts'
import { errorOf, json, testClient } from '../../test/test-client.ts'
import type { AnswerError, ApiError } from '../errors.ts'
import type { Client } from '../types.ts'
import * as rooms from '../video/rooms.ts'

const room_id = 'r1'
const retrieve = (client: Client) => rooms.retrieve(client, { room_id })
const create = (client: Client) => rooms.create(client, { unique_name: 'x' })

describe('an unexpected response', () => {
  const html = '<html><body>hush-token</body></html>'
  it.each([
    ['HTML', new Response(html, { headers: { 'content-type': 'text/html' } })],
    ['an empty body', new Response('')],
    ['incomplete JSON', new Response('{"data":{"id":"hush-to')],
    ['no envelope', json({ id: 'hush-token' })],
    ['a list', json([{ id: 'hush-token' }])],
    ['a field of the wrong type', json({ data: { id: { deep: 'hush-token' } } })],
  ])('with %s rejects with an AnswerError that does not quote the body', async (_, response) => {
    const { client } = testClient(() => response)
    const error = await errorOf<AnswerError>(create(client))
    expect(error).toMatchObject({ name: 'AnswerError', outcome: 'accepted', status: 200 })
    expect(error.message + JSON.stringify(error)).not.toContain('hush')
  })

  it('is returned if validate is "off", and with a warning if it is "warn"', async () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue()
    const answer = () => json({ data: { name: 'no id' } })
    expect(await retrieve(testClient(answer, { validate: 'off' }).client)).toEqual({ name: 'no id' })
    expect(warn).not.toHaveBeenCalled()
    expect(await retrieve(testClient(answer, { validate: 'warn' }).client)).toEqual({ name: 'no id' })
    expect(warn.mock.lastCall?.[0]).toContain('/id: expected a value')
  })

  it('is a success if it has a body instead of none, and the body is not read', async () => {
    const { client } = await clientWithFault((response) => {
      response.writeHead(200, { 'content-type': 'text/html', 'content-length': '99' }).write('<p>')
    })
    expect(await rooms.delete(client, { room_id })).toBeUndefined()
  })

  it('is rejected over 10 MiB, with or without a Content-Length', async () => {
    const chunk = new TextEncoder().encode('x'.repeat(1 << 20))
    let pulled = 0
    const endless = () =>
      new Response(
        new ReadableStream({
          pull(controller) {
            pulled++
            controller.enqueue(chunk)
          },
        }),
      )
    expect(await errorOf<AnswerError>(retrieve(testClient(endless).client))).toMatchObject({
      name: 'AnswerError',
    })
    expect(pulled).toBeLessThan(15)
    const withLength = () => new Response('{}', { headers: { 'content-length': String(11 << 20) } })
    expect(await errorOf<AnswerError>(retrieve(testClient(withLength).client))).toMatchObject({
      name: 'AnswerError',
    })
  })

  it('is rejected over 10 MiB after decompression', async () => {
    const body = gzipSync(JSON.stringify({ data: { id: 'r1' } }) + ' '.repeat(11 << 20))
    const headers = { 'content-encoding': 'gzip', 'content-length': body.length }
    const { client } = await clientWithFault((response) => response.writeHead(200, headers).end(body))
    expect(await errorOf<AnswerError>(retrieve(client))).toMatchObject({
      name: 'AnswerError',
      problems: [{ expected: '10 MiB at most' }],
    })
  })

  it('with an error status and HTML rejects with an ApiError that has only the status', async () => {
    const { client } = testClient(() => new Response(html, { status: 502 }), { maxRetries: 0 })
    const error = await errorOf<ApiError>(retrieve(client))
    expect(error).toMatchObject({ name: 'ApiError', status: 502, outcome: 'unknown', errors: [] })
    expect(error.message).not.toContain('hush')
  })
})
