import assert from 'node:assert/strict'
import { createClient } from '@greenroom/core'
import { subscribeToUpdates, type Update, type UpdatesStatus } from '@greenroom/core/updates'
import { rooms } from '@greenroom/core/video'
import type { Emulator } from '@greenroom/emulator'

/** An app that serves a gateway of the emulator. */
export interface App {
  /** Its origin. */
  readonly url: string
  readonly emulator: Emulator
  /** The room that exists. */
  readonly roomId: string
}

/** The cookie of a signed-in user. */
export const cookie = { name: 'user', value: 'ann' } as const

/**
 * Calls the gateway of an app: it rejects strangers, mints a token with which a participant joins, and
 * streams the update of that join, which the emulator reports by a webhook.
 */
export async function tryGateway({ url, emulator, roomId }: App): Promise<void> {
  const baseUrl = `${url}/telnyx`
  const stranger = createClient({ baseUrl, maxRetries: 0 })
  await assert.rejects(rooms.list(stranger), { status: 401, code: 'signed_out' })

  // As a browser: a request with a cookie and without an origin could come from any site.
  const headers = { cookie: `${cookie.name}=${cookie.value}`, origin: url }
  const client = createClient({ baseUrl, headers })
  const listed = await rooms.list(client)
  assert.deepEqual(
    listed.data.map(({ id }) => id),
    [roomId],
  )
  const { token } = await rooms.createJoinToken(client, { room_id: roomId })

  const end = new AbortController()
  const arrived: Update[] = []
  const statuses: UpdatesStatus[] = []
  const joined = new Promise<void>((resolve, reject) => {
    const limit = setTimeout(
      () => reject(new Error(`no update arrived (${statuses.join(', ')}; ${JSON.stringify(arrived)})`)),
      60_000,
    )
    subscribeToUpdates({
      client,
      onStatus: (status) => {
        statuses.push(status)
        if (status === 'open') emulator.join(roomId, { client_token: token }).catch(reject)
      },
      onUpdate: (update) => {
        arrived.push(update)
        if (update.type === 'video.room.participant.joined' && update.room_id === roomId) {
          clearTimeout(limit)
          resolve()
        }
      },
      onReset: () => undefined,
      signal: end.signal,
    })
  })
  await joined.finally(() => end.abort())
}
