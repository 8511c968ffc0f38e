import { rooms } from '@greenroom/core/video'
import { createGateway, type Gateway } from '@greenroom/edge'

interface Env {
  readonly API: string
  readonly KEY: string
}

let gateway: Gateway | undefined

/** The gateway before the same API; a header names who asks. */
export default {
  fetch(request: Request, { API, KEY }: Env): Promise<Response> {
    gateway ??= createGateway({
      apiKey: KEY,
      secret: 'seals refresh tokens, and is of 32 bytes at least',
      audience: 'https://app.example',
      basePath: '/telnyx',
      baseUrl: API,
      expose: [rooms.createJoinToken],
      authorize: ({ headers }) => ({ user: headers.get('x-user') ?? 'nobody' }),
    })
    return gateway(request)
  },
}
