import type { Gateway } from '@greenroom/edge'
import { createDurableObjectHub, type UpdateHubNamespace } from '@greenroom/edge/cloudflare'
import { type Env, makeGateway } from '../src/greenroom/gateway.ts'

export { UpdateHubObject } from '@greenroom/edge/cloudflare'

interface Bindings extends Env {
  readonly UPDATES: UpdateHubNamespace
}

let gateway: Gateway | undefined

export default {
  fetch(
    request: Request,
    env: Bindings,
    context: { waitUntil(work: Promise<unknown>): void },
  ): Promise<Response> {
    gateway ??= makeGateway(env, createDurableObjectHub(env.UPDATES))
    return gateway(request, env, context)
  },
}
