import type { Gateway } from '@greenroom/edge'
import { makeGateway } from '../greenroom/gateway.ts'

let gateway: Gateway | undefined

/** Creates the gateway with the first request: a build loads this module, and has no secrets. */
function handle({ request }: { readonly request: Request }): Promise<Response> {
  gateway ??= makeGateway(process.env)
  return gateway(request)
}

// A route without a component: GET requests are for the loader, all others for the action.
export { handle as action, handle as loader }
