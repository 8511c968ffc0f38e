import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { coerce } from './coerce.ts'
import { decodeFields, encodeFields } from './fields.ts'

const Schema = v.strictObject({
  text: v.optional(v.string()),
  count: v.optional(v.pipe(v.number(), v.integer())),
  share: v.optional(v.number()),
  flag: v.optional(v.boolean()),
  limit: v.nullish(v.number()),
  words: v.optional(v.array(v.string())),
  headers: v.optional(v.array(v.strictObject({ name: v.string(), value: v.string() }))),
  filter: v.optional(v.strictObject({ date: v.optional(v.strictObject({ gte: v.optional(v.string()) })) })),
  who: v.optional(v.union([v.literal('all'), v.array(v.string())])),
  layout: v.optional(v.record(v.string(), v.strictObject({ width: v.number() }))),
})

/** Reads an encoded query, as a server does. */
function read(text: string): unknown {
  return coerce(Schema, decodeFields(new URLSearchParams(text)))
}

function optional<T>(arbitrary: fc.Arbitrary<T>) {
  return fc.option(arbitrary, { nil: undefined })
}

// UTF-8 cannot encode a lone surrogate.
const text = fc.string({ unit: 'binary' }).filter((value) => value.isWellFormed())
const number = fc
  .double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 })
  .map((value) => Number(value.toFixed(3)) || 0)

describe('fields of a query or a form', () => {
  it('decode to the encoded values for any strings', () => {
    const input = fc.record({
      text: optional(text),
      count: optional(fc.integer()),
      share: optional(number),
      flag: optional(fc.boolean()),
      limit: fc.option(fc.integer(), { nil: null }),
      words: optional(fc.array(text, { minLength: 1 })),
      headers: optional(fc.array(fc.record({ name: text, value: text }), { minLength: 1, maxLength: 12 })),
      filter: optional(fc.record({ date: fc.record({ gte: text }) })),
    })
    fc.assert(
      fc.property(input, (value) => {
        const expected = v.parse(Schema, JSON.parse(JSON.stringify(value)))
        expect(v.parse(Schema, read(encodeFields(value).toString()))).toEqual(expected)
      }),
    )
  })

  it.each([
    ['flag=True', { flag: true }],
    ['flag=1', { flag: true }],
    ['flag=False', { flag: false }],
    ['limit=', { limit: null }],
    ['text=', { text: '' }],
    ['count=007', { count: 7 }],
    ['words=a,b', { words: ['a', 'b'] }],
    ['words=a&words=b', { words: ['a', 'b'] }],
    ['who=all', { who: 'all' }],
    ['who[0]=x', { who: ['x'] }],
    ['layout[main][width]=16', { layout: { main: { width: 16 } } }],
    ['filter%5Bdate%5D%5Bgte%5D=2026-01-01', { filter: { date: { gte: '2026-01-01' } } }],
  ])('reads %s', (query, expected) => {
    expect(v.parse(Schema, read(query))).toEqual(expected)
  })

  it.each([
    ['of one name', () => 'a', 'a'],
    ['of one name with empty brackets', () => 'a[]', 'a'],
    ['that contradict an earlier one', (index: number) => (index === 0 ? 'a' : 'a[b]'), 'a[b]'],
  ])('decode in linear time: 300,000 values %s', (_, nameOf, key) => {
    function* fields(): Generator<readonly [string, string]> {
      for (let index = 0; index <= 300_000; index++) yield [nameOf(index), 'x']
    }
    // With a copy of the array for each value, this takes minutes and the test times out.
    const { [key]: tree } = decodeFields(fields())
    const values = Array.isArray(tree) ? tree : Object.values(Object(tree)).flat()
    expect(values.length).toBeGreaterThanOrEqual(300_000)
  })

  it('keep a key with more than 16 brackets whole, so that no tree is deep', () => {
    expect(decodeFields([[`a${'[b]'.repeat(17)}`, 'x']])).toEqual({ [`a${'[b]'.repeat(17)}`]: 'x' })
    const tree = decodeFields([[`a${'[b]'.repeat(16)}`, 'x']])
    expect(JSON.stringify(tree)).toBe(`{"a":${'{"b":'.repeat(16)}"x"${'}'.repeat(17)}`)
  })

  it.each([
    ['an unknown field', 'nope=1'],
    ['an unknown filter', 'filter[nope]=1'],
    ['an invalid number', 'count=7x'],
    ['a number in another notation', 'count=0x10'],
    ['an invalid flag', 'flag=yes'],
    ['a single value given twice', 'text=a&text=b'],
    ['a name with an unclosed bracket', 'filter[date=1'],
    ['a name both alone and with brackets', 'filter=x&filter[date][gte]=1'],
    ['the name of a prototype', '__proto__[polluted]=1'],
    ['the name of a constructor', 'constructor[prototype][polluted]=1'],
  ])('leaves %s for the schema to reject', (_, query) => {
    expect(v.safeParse(Schema, read(query)).success).toBe(false)
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })
})
