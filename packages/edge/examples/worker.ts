import type { Gateway } from '@greenroom/edge'
import { makeGateway } from './gateway.ts'

type Env = Readonly<Record<string, string>>

let gateway: Gateway | undefined

// Created once per isolate, because the gateway keeps recent mints and derived keys in memory.
export default {
  fetch(request: Request, env: Env, context: { waitUntil(work: Promise<unknown>): void }): Promise<Response> {
    gateway ??= makeGateway(env)
    return gateway(request, env, context)
  },
}
