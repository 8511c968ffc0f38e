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
  ] as const)('put %s on the wire and take it off', (_, of, output, body) => {
    expect(wrap(of, output as never)).toEqual(body)
    expect(unwrap(of, body)).toEqual(output)
    expect(v.is(wireSchema(of), body)).toBe(true)
  })

  it.each([[null], ['text'], [[]], [{}]])('give nothing that a schema takes for the body %j', (body) => {
    for (const of of [rooms.retrieve, rooms.list, queues]) {
      expect(v.is(of.output, unwrap(of, body))).toBe(false)
      expect(v.is(wireSchema(of), body)).toBe(false)
    }
  })
})
