import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { lenientInput } from './lenient.ts'

const Region = v.strictObject({ x_pos: v.optional(v.number()) })
const Input = v.pipe(
  v.strictObject({
    name: v.optional(v.string()),
    size: v.nullish(v.pipe(v.number(), v.integer())),
    on: v.optional(v.boolean()),
    regions: v.optional(v.record(v.string(), Region)),
    list: v.optional(v.array(Region)),
  }),
  v.check(() => true),
)

describe('lenientInput', () => {
  it('omits unknown fields at any depth, whatever their names are', () => {
    const input = JSON.parse(
      '{"name":"a","other":1,"__proto__":{"x":1},"constructor":1,"regions":{"__proto__":{"y":1},"b":{"x_pos":1,"z":2}},"list":[{"x_pos":2,"w":3}]}',
    )
    const result = lenientInput(Input, input)
    expect(JSON.stringify(result)).toBe(
      '{"name":"a","regions":{"__proto__":{},"b":{"x_pos":1}},"list":[{"x_pos":2}]}',
    )
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype)
  })

  it('converts text to the numbers and booleans of the schema, at any depth', () => {
    const input = { size: '10', on: 'False', regions: { a: { x_pos: '-3' } }, list: [{ x_pos: '4' }] }
    expect(lenientInput(Input, input)).toEqual({
      size: 10,
      on: false,
      regions: { a: { x_pos: -3 } },
      list: [{ x_pos: 4 }],
    })
  })

  it('keeps what it cannot convert, so that the schema rejects it', () => {
    const input = { name: 5, size: 'ten', on: 'maybe', regions: [], list: { x_pos: 1 } }
    expect(lenientInput(Input, input)).toEqual(input)
    expect(lenientInput(Input, { size: null })).toEqual({ size: null })
  })

  it('does not change its input', () => {
    const input = Object.freeze({
      size: '10',
      other: 1,
      regions: Object.freeze({ a: Object.freeze({ y: 1 }) }),
    })
    expect(lenientInput(Input, input)).toEqual({ size: 10, regions: { a: {} } })
  })

  // A time that grew with the square of the fields would exceed the limit by far, also on a busy machine.
  it('does not slow down with many fields', { timeout: 60_000 }, () => {
    const names = Array.from({ length: 100_000 }, (_, i) => [`k${i}`, '1'])
    const list = Array.from({ length: 20_000 }, () => ({ x_pos: '1', other: 1 }))
    const result = lenientInput(Input, { ...Object.fromEntries(names), list })
    expect(Object.keys(result)).toEqual(['list'])
  })
})
