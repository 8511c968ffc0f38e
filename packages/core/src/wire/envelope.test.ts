import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { endpoint } from '../endpoint.ts'
import { model } from '../schema/model.ts'
import { texmlPage } from '../schema/page.ts'
import * as rooms from '../video/rooms.ts'
import { unwrap, wireSchema, wrap } from './envelope.ts'

const queues = endpoint({
  method: 'GET',
  path: '/queues',
  input: v.strictObject({}),
  output: texmlPage('queues', model({ sid: v.string() })),
  envelope: 'texml-page',
})

describe('envelopes', () => {
  const room = { id: 'r1' }
  const page = { data: [room], meta: { page_number: 1 } }
  const queuePage = { data: [{ sid: 'q' }], meta: { page: 0, next_page_uri: null } }

  it.each([
    ['a single resource', rooms.retrieve, room, { data: room }],
    ['a page', rooms.list, page, page],
    ['a TeXML page', queues, queuePage, { queues: [{ sid: 'q' }], page: 0, next_page_uri: null }],
  ] as const)('wrap and unwrap %s', (_, endpoint, output, body) => {
    expect(wrap(endpoint, output as never)).toEqual(body)
    expect(unwrap(endpoint, body)).toEqual(output)
    expect(v.is(wireSchema(endpoint), body)).toBe(true)
  })

  it.each([[null], ['text'], [[]], [{}]])('unwrap the body %j to a value that the schema rejects', (body) => {
    for (const endpoint of [rooms.retrieve, rooms.list, queues]) {
      expect(v.is(endpoint.output, unwrap(endpoint, body))).toBe(false)
      expect(v.is(wireSchema(endpoint), body)).toBe(false)
    }
  })
})
