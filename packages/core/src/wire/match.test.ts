import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { endpoint } from '../endpoint.ts'
import { InputError } from '../errors.ts'
import type { Method } from '../types.ts'
import { createMatcher } from './match.ts'
import { fillPath } from './path.ts'

function at(method: Method, path: `/${string}`) {
  return endpoint({ method, path, input: v.strictObject({}), output: v.unknown() })
}

const list = at('GET', '/rooms')
const retrieve = at('GET', '/rooms/{room_id}')
const remove = at('DELETE', '/rooms/{room_id}')
const count = at('GET', '/rooms/count')
const recording = at('GET', '/texml/Accounts/{account_sid}/Recordings/{recording_sid}.json')
const matcher = createMatcher([list, retrieve, remove, count, recording])

describe('createMatcher', () => {
  it('returns the endpoint of a method and a path, with the values in the path', () => {
    expect(matcher('GET', '/rooms')?.endpoint).toBe(list)
    expect(matcher('DELETE', '/rooms/r1')).toEqual({ endpoint: remove, params: { room_id: 'r1' } })
    expect(matcher('GET', '/texml/Accounts/a/Recordings/RE1.json')?.params).toEqual({
      account_sid: 'a',
      recording_sid: 'RE1',
    })
  })

  it('prefers a literal segment to a placeholder', () => {
    expect(matcher('GET', '/rooms/count')?.endpoint).toBe(count)
  })

  it.each([
    '/',
    '',
    '/rooms/',
    '//rooms',
    '/rooms//r1',
    '/Rooms/r1',
    '/rooms/r1/',
    '/rooms/.',
    '/rooms/..',
    '/rooms/%2e%2e',
    '/rooms/%2E',
    '/rooms/%',
    '/rooms/%c3%28',
    '/texml/Accounts/a/Recordings/RE1',
  ])('matches nothing at %j', (path) => {
    expect(matcher('GET', path)).toBeUndefined()
  })

  it('returns the methods of a path', () => {
    expect(matcher.methods('/rooms/r1')).toEqual(['GET', 'DELETE'])
    expect(matcher.methods('/rooms/..')).toEqual([])
  })

  it('decodes any value that a path was filled with', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (room_id) => {
        const fill = () => fillPath({ method: 'GET', path: '/rooms/{room_id}' }, { room_id })
        if (['', '.', '..'].includes(room_id) || !room_id.isWellFormed()) expect(fill).toThrow(InputError)
        else if (room_id !== 'count') expect(matcher('GET', fill())?.params).toEqual({ room_id })
      }),
    )
  })
})
