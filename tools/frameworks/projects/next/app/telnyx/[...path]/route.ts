import type { Gateway } from '@greenroom/edge'
import { makeGateway } from '../../../greenroom/gateway.ts'

export const runtime = 'edge'

let gateway: Gateway | undefined

/** Creates the gateway with the first request: a build loads this module, and has no secrets. */
function handle(request: Request): Promise<Response> {
  gateway ??= makeGateway(process.env)
  return gateway(request)
}

export { handle as DELETE, handle as GET, handle as OPTIONS, handle as PATCH, handle as POST, handle as PUT }
