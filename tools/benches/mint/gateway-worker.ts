import { rooms } from '@greenroom/core/video'
import { createGateway, type Gateway } from '@greenroom/edge'

interface Env {
  readonly API: string
  readonly KEY: string
}

let gateway: Gateway | undefined

/** The gateway in front of the same API. The header `x-user` names the user. */
export default {
  fetch(request: Request, { API, KEY }: Env): Promise<Response> {
    gateway ??= createGateway({
      apiKey: KEY,
      secret: 'a secret for sealing that has 32 bytes or more',
      audience: 'https://app.example',
      basePath: '/telnyx',
      baseUrl: API,
      expose: [rooms.createJoinToken],
      authorize: ({ headers }) => ({ user: headers.get('x-user') ?? 'anonymous' }),
    })
    return gateway(request)
  },
}
