import { type Endpoint, endpoint, model } from '@greenroom/core'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import type { Handlers } from './handlers.ts'
import { serve } from './handlers.ts'

interface Input extends v.InferInput<typeof Input> {}
const Input = v.strictObject({ id: v.string() })
interface Thing extends v.InferOutput<typeof Thing> {}
const Thing = model({ id: v.string() })

const retrieve: Endpoint<Input, Thing> = endpoint({
  method: 'GET',
  path: '/things/{id}',
  input: Input,
  output: Thing,
})
const remove: Endpoint<Input, Thing> = endpoint({
  method: 'DELETE',
  path: '/things/{id}',
  input: Input,
  output: Thing,
})
const things = { retrieve, remove, Input, Thing }

describe('serve', () => {
  const complete: Handlers<typeof things> = {
    retrieve: ({ id }) => ({ id }),
    remove: async ({ id }) => ({ id }),
  }

  it('returns one service for each endpoint of a module and none for its schemas', () => {
    expect(serve(things, complete, {}).map(({ endpoint: { method } }) => method)).toEqual(['GET', 'DELETE'])
  })

  it('does not compile with a handler that is missing, unknown or of another type', () => {
    // @ts-expect-error remove is missing
    const missing: Handlers<typeof things> = { retrieve: complete.retrieve }
    // @ts-expect-error nope is not an endpoint
    const more: Handlers<typeof things> = { ...complete, nope: complete.retrieve }
    // @ts-expect-error the output has no id
    const wrong: Handlers<typeof things> = { ...complete, retrieve: () => ({ name: 'x' }) }
    expect([missing, more, wrong]).toHaveLength(3)
  })
})
