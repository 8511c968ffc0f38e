import type { Gateway } from '@greenroom/edge'
import { makeGateway } from './gateway.ts'

type Env = Readonly<Record<string, string>>

let gateway: Gateway | undefined

// Made once for as long as the isolate lives: it remembers recent mints, and the keys that it derived.
export default {
  fetch(request: Request, env: Env, context: { waitUntil(work: Promise<unknown>): void }): Promise<Response> {
    gateway ??= makeGateway(env)
    return gateway(request, env, context)
  },
}
