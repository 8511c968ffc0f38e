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
  ])('reads %o as %o', (search, expected) => {
    expect(readRoomSearch(search)).toEqual(expected)
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
  ] as const)('returns for the search %o: %s', (search, expected) => {
    expect(matchesSearch(room, search)).toBe(expected)
  })

  it('finds a room without a name by its display name', () => {
    expect(matchesSearch({ id: '0ccc7b54-4df3' }, { q: 'room 0ccc' })).toBe(true)
  })
})
