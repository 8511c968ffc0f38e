import type { Page } from '@greenroom/core'
import { ConfigError, endpoint } from '@greenroom/core'
import { type Room, roomSessions, rooms } from '@greenroom/core/video'
import { hashKey, QueryClient } from '@tanstack/react-query'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { infiniteQueryKey, queryKey } from './query-key.ts'

const scope = 'u_1'

describe('queryKey', () => {
  it('consists of the scope and the URL', () => {
    expect(queryKey(rooms.list, {}, { scope })).toEqual(['telnyx', 'u_1', 'rooms'])
    expect(queryKey(rooms.retrieve, { room_id: 'r' }, { scope })).toEqual(['telnyx', 'u_1', 'rooms', 'r'])
    const input = { room_id: 'r', filter: { active: true } }
    expect(queryKey(roomSessions.listByRoom, input, { scope })).toEqual([
      'telnyx',
      'u_1',
      'rooms',
      'r',
      'sessions',
      { filter: { active: true } },
    ])
  })

  it('defaults to an empty scope, and needs no input if nothing is required', () => {
    expect(queryKey(rooms.list)).toEqual(['telnyx', '', 'rooms'])
  })

  it('is the same for inputs of the same URL', () => {
    const search: { unique_name?: string } = {}
    const input = { filter: { ...search, date_created_at: {} }, page: {} }
    expect(hashKey(queryKey(rooms.list, input))).toBe(hashKey(queryKey(rooms.list)))
  })

  it('keeps a slash in a path value to its own segment', () => {
    expect(queryKey(rooms.retrieve, { room_id: 'a/b' })).toEqual(['telnyx', '', 'rooms', 'a/b'])
  })

  it('is a prefix of all keys below it, including infinite queries', async () => {
    const queryClient = new QueryClient()
    const below = queryKey(roomSessions.listByRoom, { room_id: 'r' }, { scope })
    const pages = infiniteQueryKey(rooms.list, { page: { size: 5 } }, { scope })
    const others = queryKey(roomSessions.list, {}, { scope })
    for (const key of [below, pages, others]) queryClient.setQueryData(key, { data: [], meta: {} })
    await queryClient.invalidateQueries({ queryKey: queryKey(rooms.list, {}, { scope }) })
    const isStale = (key: readonly unknown[]) => queryClient.getQueryState(key)?.isInvalidated
    expect([below, pages, others].map(isStale)).toEqual([true, true, false])
  })

  it('never collides with the key of the infinite query', () => {
    const marker = hashKey(infiniteQueryKey(rooms.list, {}))
    expect(hashKey(queryKey(rooms.list))).not.toBe(marker)
    expect(hashKey(queryKey(rooms.retrieve, { room_id: 'infinite' }))).not.toBe(marker)
  })

  it('rejects endpoints that are not GET', () => {
    // @ts-expect-error: creating is no query.
    expect(() => queryKey(rooms.create)).toThrow(ConfigError)
    // @ts-expect-error: nor is deleting.
    expect(() => queryKey(rooms.delete, { room_id: 'r' })).toThrow('DELETE /rooms/{room_id}')
  })

  it('rejects an input with a secret, and does not reveal it', () => {
    const find = endpoint({ ...rooms.list, path: '/found', secrets: ['filter'] })
    expect(() => queryKey(find, { filter: { unique_name: 'hidden' } })).toThrow(/^(?!.*hidden).*filter/)
  })

  it('derives the types of the input and the data from the endpoint', () => {
    const queryClient = new QueryClient()
    expectTypeOf(queryClient.getQueryData(queryKey(rooms.list))).toEqualTypeOf<Page<Room> | undefined>()
    // @ts-expect-error: a room is not retrieved without its id.
    expect(queryKey(rooms.retrieve, {})).toBeDefined()
    // @ts-expect-error: nor without any input.
    expect(queryKey(rooms.retrieve)).toBeDefined()
    // @ts-expect-error: there is no such field.
    expect(queryKey(rooms.list, { pages: 1 })).toBeDefined()
  })
})
