import type { AnyEndpoint, Endpoint } from '@greenroom/core'
import { roomSessions, rooms } from '@greenroom/core/video'
import { expectTypeOf, it } from 'vitest'
import {
  type Authorize,
  type Call,
  deny,
  type Exposable,
  type Gateway,
  type GatewayOptions,
} from '../src/index.ts'

it('narrows the input of a call to that of an endpoint', () => {
  const look = (call: Call) => {
    expectTypeOf(call.endpoint).toEqualTypeOf<AnyEndpoint>()
    expectTypeOf(call.input['room_id']).toBeUnknown()
    if (call.is(rooms.createJoinToken)) {
      expectTypeOf(call.input.room_id).toBeString()
      expectTypeOf(call.input.token_ttl_secs).toEqualTypeOf<number | undefined>()
      // @ts-expect-error the endpoint has no such field
      void call.input.typo
      // @ts-expect-error nor in brackets
      void call.input['typo']
    } else if (call.is(rooms.list)) {
      expectTypeOf(call.input.include_sessions).toEqualTypeOf<boolean | undefined>()
    } else if (call.is(roomSessions.kick)) {
      expectTypeOf(call.input.participants).toEqualTypeOf<'all' | string[] | undefined>()
    } else {
      // The call keeps its general type.
      expectTypeOf(call.roomId).returns.resolves.toEqualTypeOf<string | undefined>()
    }
    // @ts-expect-error the endpoint is unknown here
    void (call.input.room_id satisfies string)
  }
  expectTypeOf(look).toBeFunction()
})

it('accepts every valid result of authorize, and no other', () => {
  const good: Authorize[] = [
    () => null,
    () => false,
    () => deny('no'),
    () => new Response(),
    async () => ({ user: 'ann', tokenTtlSecs: 60, claims: { name: 'Ann' }, rooms: (id) => id === 'r1' }),
  ]
  // @ts-expect-error a grant requires a user
  const noUser: Authorize = () => ({ tokenTtlSecs: 60 })
  // @ts-expect-error a forgotten return does not compile
  const nothing: Authorize = () => undefined
  // @ts-expect-error rooms must not be async
  const late: Authorize = () => ({ user: 'ann', rooms: async () => true })
  expectTypeOf([good, noUser, nothing, late]).toBeArray()
})

it('exposes only endpoints with a JSON body', () => {
  expectTypeOf(rooms.create).toExtend<Exposable>()
  expectTypeOf<Endpoint<object, unknown, 'POST', object, 'form'>>().not.toExtend<Exposable>()
  // @ts-expect-error authorize is required
  const options: GatewayOptions = {
    apiKey: '',
    secret: '',
    audience: '',
    basePath: '/',
    expose: [rooms.list],
  }
  expectTypeOf(options).toExtend<GatewayOptions>()
})

it('can be a request handler of every platform, and a fetch', () => {
  expectTypeOf<Gateway>().toExtend<(request: Request) => Promise<Response>>()
  expectTypeOf<Gateway>().toExtend<(request: Request, env: { SECRET: string }, context: object) => unknown>()
  expectTypeOf<Gateway>().toExtend<typeof fetch>()
})
