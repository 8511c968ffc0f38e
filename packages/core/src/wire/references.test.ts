import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { refersTo } from '../schema/reference.ts'
import { namesOfReferences, referencesIn } from './references.ts'

interface Tree {
  room_id?: string | undefined
  below?: Tree | undefined
}
const Tree: v.GenericSchema<Tree> = v.object({
  room_id: v.optional(refersTo('room')),
  below: v.optional(v.lazy(() => Tree)),
})

const Input = v.looseObject({
  room_id: refersTo('room'),
  size: v.optional(v.number()),
  sources: v.optional(v.union([v.literal('*'), v.array(v.union([v.literal('*'), refersTo('recording')]))])),
  layout: v.optional(v.record(v.string(), v.strictObject({ of: refersTo('session') }))),
  notify: refersTo('callback', v.nullish(v.pipe(v.string(), v.url()))),
  notes: v.optional(v.nullable(refersTo('callback', v.union([v.literal(''), v.string()])))),
  tree: v.optional(Tree),
  kind: v.optional(v.picklist(['a', 'b'])),
})

/** Returns the references of an input as a record, by pointer. */
function read(input: object): Record<string, unknown> {
  return Object.fromEntries(
    referencesIn(Input, input).map(({ pointer, value, reference }) => [pointer, [value, reference]]),
  )
}

describe('referencesIn', () => {
  it('returns every value with what it refers to, at any depth', () => {
    expect(
      read({
        room_id: 'r',
        size: 7,
        sources: ['*', 'rec'],
        layout: { main: { of: 's' } },
        notify: 'https://a.example',
        notes: '',
        tree: { below: { room_id: 'r2' } },
        kind: 'a',
      }),
    ).toEqual({
      '/room_id': ['r', 'room'],
      '/size': [7, undefined],
      '/sources/0': ['*', undefined],
      '/sources/1': ['rec', 'recording'],
      '/layout/main/of': ['s', 'session'],
      '/notify': ['https://a.example', 'callback'],
      '/notes': ['', 'callback'],
      '/tree/below/room_id': ['r2', 'room'],
      '/kind': ['a', undefined],
    })
  })

  it('returns null values, and omits undefined ones', () => {
    expect(read({ notify: null, notes: undefined })).toEqual({ '/notify': [null, 'callback'] })
  })

  it('returns values of unknown fields without a reference', () => {
    expect(read({ more: { room_id: ['x'] }, constructor: 'y' })).toEqual({
      '/more/room_id/0': ['x', undefined],
      '/constructor': ['y', undefined],
    })
  })
})

describe('namesOfReferences', () => {
  it('returns the names of marked fields at any depth', () => {
    expect(namesOfReferences(Input, 'callback')).toEqual(new Set(['notify', 'notes']))
    expect(namesOfReferences(Input, 'session')).toEqual(new Set(['of']))
    expect(namesOfReferences(Input, 'recording')).toEqual(new Set(['sources']))
  })
})
