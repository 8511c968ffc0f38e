import { rooms } from '@greenroom/core/video'
import { createGateway, type Gateway } from '@greenroom/edge'
import { createDurableObjectHub, type UpdateHubNamespace } from '@greenroom/edge/cloudflare'

export { UpdateHubObject } from '@greenroom/edge/cloudflare'

interface Env {
  readonly GATEWAY_SECRET: string
  readonly APP_ORIGIN: string
  readonly PUBLIC_KEY: string
  readonly UPDATES: UpdateHubNamespace
}

let gateway: Gateway | undefined

/** A gateway with updates, for the user in `x-user`. */
export default {
  fetch(request: Request, env: Env, context: { waitUntil(work: Promise<unknown>): void }): Promise<Response> {
    gateway ??= createGateway({
      apiKey: 'KEY',
      secret: env.GATEWAY_SECRET,
      audience: env.APP_ORIGIN,
      publicOrigin: env.APP_ORIGIN,
      basePath: '/telnyx',
      expose: [rooms.retrieve],
      authorize: ({ headers }) => {
        const user = headers.get('x-user')
        return user === null ? null : { user }
      },
      updates: createDurableObjectHub(env.UPDATES),
      webhooks: { publicKeys: env.PUBLIC_KEY },
    })
    return gateway(request, env, context)
  },
}
