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
      // What is left is still a call.
      expectTypeOf(call.roomId).returns.resolves.toEqualTypeOf<string | undefined>()
    }
    // @ts-expect-error no endpoint is known here
    void (call.input.room_id satisfies string)
  }
  expectTypeOf(look).toBeFunction()
})

it('takes each answer that authorize may give, and no other', () => {
  const good: Authorize[] = [
    () => null,
    () => deny('no'),
    () => new Response(),
    async () => ({ user: 'ann', tokenTtlSecs: 60, claims: { name: 'Ann' }, rooms: (id) => id === 'r1' }),
  ]
  // @ts-expect-error a grant names a user
  const noUser: Authorize = () => ({ tokenTtlSecs: 60 })
  // @ts-expect-error nobody is null, so that a forgotten return is noticed
  const nothing: Authorize = () => undefined
  // @ts-expect-error the rooms of a grant are known at once
  const late: Authorize = () => ({ user: 'ann', rooms: async () => true })
  expectTypeOf([good, noUser, nothing, late]).toBeArray()
})

it('exposes endpoints with a JSON body alone', () => {
  expectTypeOf(rooms.create).toExtend<Exposable>()
  expectTypeOf<Endpoint<object, unknown, 'POST', object, 'form'>>().not.toExtend<Exposable>()
  // @ts-expect-error without authorize anybody could call
  const options: GatewayOptions = {
    apiKey: '',
    secret: '',
    audience: '',
    basePath: '/',
    expose: [rooms.list],
  }
  expectTypeOf(options).toExtend<GatewayOptions>()
})

it('serves where handlers of requests are wanted, and where a fetch is', () => {
  expectTypeOf<Gateway>().toExtend<(request: Request) => Promise<Response>>()
  expectTypeOf<Gateway>().toExtend<(request: Request, env: { SECRET: string }, context: object) => unknown>()
  expectTypeOf<Gateway>().toExtend<typeof fetch>()
})
