import { endpoint, refersTo } from '@greenroom/core'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import type { Exposable } from '../src/index.ts'
import { harness } from './harness.ts'

const own = '0ccc7b54-4df3-4bca-a65a-3da1ecc777f0'
const other = '3b2e4a16-7d1c-4a54-9c55-1f0a4a3c7d11'

describe('a custom endpoint under a grant of one room', () => {
  const custom = (method: 'GET' | 'POST', path: `/${string}`, fields: v.ObjectEntries) =>
    endpoint({ method, path, input: v.strictObject(fields), output: v.looseObject({}), envelope: 'data' })
  const fetch = async () => Response.json({ data: { room_id: own } })

  const status = async (exposed: Exposable, call: readonly [method: string, path: string, body: object]) => {
    const { send } = harness({
      expose: [exposed],
      authorize: () => ({ user: 'ann', rooms: (id) => id === own }),
      fetch,
    })
    return (await send(call[0], `/telnyx${call[1]}`, call[2])).status
  }

  it('is denied if a value in its path is not marked', async () => {
    const unmarked = custom('POST', '/rooms/{room_id}/lock', { room_id: v.string() })
    const marked = custom('POST', '/rooms/{room_id}/lock', { room_id: refersTo('room') })
    expect(await status(unmarked, ['POST', `/rooms/${own}/lock`, {}])).toBe(403)
    expect(await status(marked, ['POST', `/rooms/${own}/lock`, {}])).toBe(200)
    expect(await status(marked, ['POST', `/rooms/${other}/lock`, {}])).toBe(403)
  })

  it('is denied if it takes a UUID in a field that is not marked', async () => {
    const fields = {
      room_id: refersTo('room'),
      note: v.optional(v.string()),
      name: v.optional(refersTo('text')),
      from: v.optional(v.array(v.looseObject({}))),
    }
    const copy = custom('POST', '/rooms/{room_id}/copy', fields)
    const call = (body: object) => status(copy, ['POST', `/rooms/${own}/copy`, body])
    expect(await call({ note: 'hello' })).toBe(200)
    expect(await call({ note: other })).toBe(403)
    expect(await call({ note: other.toUpperCase() })).toBe(403)
    expect(await call({ name: other })).toBe(200)
    expect(await call({ from: [{ deep: { id: other } }] })).toBe(403)
    expect(await call({ from: [{ deep: { id: 7 } }] })).toBe(200)
  })

  it.each(['from_room_id', 'source_ids', 'id', 'roomId', 'sessionIDs', 'call_sid'])(
    'is denied if it takes any id in the field %s that is not marked',
    async (name) => {
      const fields = { room_id: refersTo('room'), [name]: v.union([v.string(), v.array(v.string())]) }
      const copy = custom('POST', '/rooms/{room_id}/copy', fields)
      expect(await status(copy, ['POST', `/rooms/${own}/copy`, { [name]: 'R2' }])).toBe(403)
      expect(await status(copy, ['POST', `/rooms/${own}/copy`, { [name]: ['R2'] }])).toBe(403)
    },
  )

  it('is denied if it takes a UUID without hyphens in a field that is not marked', async () => {
    const fields = { room_id: refersTo('room'), note: v.string() }
    const copy = custom('POST', '/rooms/{room_id}/copy', fields)
    const note = other.replaceAll('-', '')
    expect(await status(copy, ['POST', `/rooms/${own}/copy`, { note }])).toBe(403)
  })

  it('is denied if it names a resource without a room', async () => {
    const call = custom('POST', '/calls/{sid}/hang_up', { sid: refersTo('texml') })
    expect(await status(call, ['POST', '/calls/v3:abc/hang_up', {}])).toBe(403)
  })

  it('is denied if its response states another room', async () => {
    const look = custom('GET', '/rooms/{room_id}/last', { room_id: refersTo('room') })
    const { send } = harness({
      expose: [look],
      authorize: () => ({ user: 'ann', rooms: (id) => id === own }),
      fetch: async () => Response.json({ data: { room_id: other } }),
    })
    expect((await send('GET', `/telnyx/rooms/${own}/last`)).status).toBe(403)
  })
})
