import { describe, expect, it } from 'vitest'
import { matchesSearch, readRoomSearch } from './room-search.ts'

const room = { id: 'r', unique_name: 'Café meeting', active_session_id: null, enable_recording: true }

describe('readRoomSearch', () => {
  it.each([
    [{}, {}],
    [
      { q: 'stand', show: 'live' },
      { q: 'stand', show: 'live' },
    ],
    [{ q: '', show: 'all' }, {}],
    [{ q: 7, show: ['live'], other: 1 }, {}],
  ])('reads %o', (search, read) => {
    expect(readRoomSearch(search)).toEqual(read)
  })
})

describe('matchesSearch', () => {
  it.each([
    [{}, true],
    [{ q: 'cafe' }, true],
    [{ q: ' MEET ' }, true],
    [{ q: 'standup' }, false],
    [{ show: 'recorded' }, true],
    [{ show: 'live' }, false],
    [{ q: 'cafe', show: 'live' }, false],
  ] as const)('by %o is %s', (search, found) => {
    expect(matchesSearch(room, search)).toBe(found)
  })

  it('finds a room without a name by what it is called', () => {
    expect(matchesSearch({ id: '0ccc7b54-4df3' }, { q: 'room 0ccc' })).toBe(true)
  })
})
