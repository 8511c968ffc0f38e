import * as v from 'valibot'
import { expectTypeOf, it } from 'vitest'
import { testClient } from '../test/test-client.ts'
import { bind } from './bind.ts'
import { type Endpoint, endpoint } from './endpoint.ts'

const definition = {
  method: 'POST',
  path: '/rooms/{room_id}/notes',
  input: v.strictObject({ room_id: v.string() }),
  output: v.string(),
} as const

it('infers the encoding of an endpoint from its definition', () => {
  const form = endpoint({ ...definition, encoding: 'form' })
  const json = endpoint(definition)
  expectTypeOf(form).toEqualTypeOf<Endpoint<{ room_id: string }, string, 'POST', object, 'form'>>()
  expectTypeOf(json).toEqualTypeOf<Endpoint<{ room_id: string }, string, 'POST'>>()
  const bound = bind(testClient().client, { form, json })
  expectTypeOf(bound.form).parameter(0).toEqualTypeOf<{ room_id: string }>()
  expectTypeOf(bound.json).returns.toEqualTypeOf<Promise<string>>()
})

it('does not compile if the encodings of an endpoint and its definition differ', () => {
  // @ts-expect-error the definition lacks `encoding: 'form'`
  const form: Endpoint<{ room_id: string }, string, 'POST', object, 'form'> = endpoint(definition)
  // @ts-expect-error the body of the definition is a form
  const json: Endpoint<{ room_id: string }, string, 'POST'> = endpoint({ ...definition, encoding: 'form' })
  expectTypeOf([form, json]).toBeArray()
})
