import { createClient } from '@greenroom/core'
import { contextKeysFrom, markParticipants } from '@greenroom/core/identity'
import { createJoinTokenSource, joinTokenFrom } from '@greenroom/core/join-token'
import { roomSessions, rooms } from '@greenroom/core/video'
import { describe, expect, it } from 'vitest'
import { deny } from '../src/index.ts'
import { harness, origin } from './harness.ts'

/** Lets Ann and Mallory join, each with a token for one minute. Mallory's page ignores the gateway. */
async function setUp() {
  let isBanned = false
  const h = harness({
    authorize: (request) => {
      const user = request.headers.get('x-user') ?? ''
      if (user === 'mallory' && isBanned) return deny('banned', { revoked: true })
      return { user, tokenTtlSecs: 60 }
    },
  })
  const { id: room_id } = await rooms.create(h.upstream, {})
  const page = (user: string) =>
    createClient({
      baseUrl: 'https://gateway.example/telnyx',
      fetch: h.gateway,
      headers: { origin, 'x-user': user },
      maxRetries: 0,
    })
  const admit = async (user: string) => {
    const { token, context } = await rooms.createJoinToken(page(user), { room_id })
    const join = () => h.emulator.join(room_id, { client_token: token, ...(context ? { context } : {}) })
    return { join, present: await join() }
  }
  const mallory = await admit('mallory')
  const ann = await admit('ann')
  const room_session_id = ann.present.session_id ?? ''
  const keys = contextKeysFrom(page(''))
  const kick = async (user: string) => {
    const { data } = await roomSessions.listParticipants(h.upstream, { room_session_id })
    const marked = await markParticipants(data, { keys, audience: origin, roomId: room_id })
    const participants = marked
      .filter((entry) => 'identity' in entry && entry.identity.user === user)
      .map(({ participant }) => participant.id)
    await roomSessions.kick(h.upstream, { room_session_id, participants })
    return participants.length
  }
  return {
    ...h,
    mallory,
    page,
    room_id,
    kick,
    ban: () => {
      isBanned = true
    },
    present: async () => {
      const { data } = await roomSessions.listParticipants(h.upstream, { room_session_id })
      return data.filter(({ left_at }) => !left_at).length
    },
  }
}

describe('a banned user', () => {
  it('can rejoin after a kick until the token expires', async () => {
    const { ban, kick, present, mallory, emulator } = await setUp()
    ban()
    expect(await present()).toBe(2)
    expect(await kick('mallory')).toBe(1)
    expect(await present()).toBe(1)
    // A kick does not invalidate the token.
    await mallory.join()
    expect(await kick('mallory')).toBe(2)
    expect(await present()).toBe(1)
    emulator.clock.advance(61)
    await expect(mallory.join()).rejects.toThrow()
  })

  it('leaves at the next refresh if the page follows the gateway', async () => {
    const { ban, page, room_id } = await setUp()
    const source = createJoinTokenSource({ roomId: room_id, ...joinTokenFrom(page('mallory'), room_id) })
    await source.getToken()
    ban()
    await expect(source.refresh()).rejects.toMatchObject({ status: 403, code: 'revoked', terminal: true })
    source.dispose()
  })
})
