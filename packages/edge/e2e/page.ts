import { createClient } from '@greenroom/core'
import { contextKeysFrom, verifyContext } from '@greenroom/core/identity'
import { createJoinTokenSource, joinTokenFrom } from '@greenroom/core/join-token'

/** Functions of a page of the gateway's site, which tests call. */
export interface GatewayPage {
  /**
   * Mints a token and refreshes it. Resolves to all tokens, the user of the last context and the texts of
   * the responses.
   */
  join(
    room_id: string,
    refreshes: number,
  ): Promise<{ readonly tokens: string[]; readonly user: string; readonly answers: string[] }>
}

const page: GatewayPage = {
  async join(room_id, refreshes) {
    const answers: string[] = []
    const client = createClient({
      baseUrl: '/telnyx',
      fetch: async (input, init) => {
        const response = await fetch(input, init)
        answers.push(await response.clone().text())
        return response
      },
    })
    const source = createJoinTokenSource({ roomId: room_id, ...joinTokenFrom(client, room_id) })
    const tokens = [await source.getToken()]
    for (let count = 0; count < refreshes; count++) tokens.push(await source.refresh())
    const { context = '' } = source.getSnapshot()
    source.dispose()
    const keys = contextKeysFrom(client)
    const { user } = await verifyContext(context, { keys, audience: location.origin, roomId: room_id })
    return { tokens, user, answers }
  },
}

Object.assign(globalThis, { gatewayPage: page })
