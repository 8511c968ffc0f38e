import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createClient } from '@greenroom/core'
import { roomSessions, rooms } from '@greenroom/core/video'
import { createWebhookKeys, signWebhook } from '@greenroom/core/webhooks'
import { createEmulator } from '@greenroom/emulator'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import type { Gateway } from '../src/index.ts'
import { apiKey, secret } from './harness.ts'

const origin = 'https://app.example'
const webhookKeys = await createWebhookKeys()
const folder = new URL('../.report/moderation-recipe/', import.meta.url)

afterEach(() => {
  vi.unstubAllGlobals()
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

interface Recipe {
  readonly gateway: Gateway
  ban(user: string, roomId: string, sessionId: string): Promise<void>
}

let copies = 0

/** Runs the code of the guide about moderation. What it declares is defined by globals. */
async function loadRecipe(): Promise<Recipe> {
  const text = readFileSync(
    new URL('../../../apps/docs/src/content/docs/guides/moderation.md', import.meta.url),
    'utf8',
  )
  const code = text.split('```ts\n').find((block) => block.includes('function sweep'))
  copies += 1
  const file = new URL(`${copies}.ts`, folder)
  mkdirSync(folder, { recursive: true })
  writeFileSync(file, code?.split('```')[0] ?? '')
  return (await import(/* @vite-ignore */ file.href)) as Recipe
}

async function setUp() {
  const emulator = createEmulator({ apiKey })
  const banned = new Set<string>()
  vi.stubGlobal('fetch', emulator.fetch)
  vi.stubGlobal('env', {
    TELNYX_API_KEY: apiKey,
    GATEWAY_SECRET: secret,
    TELNYX_PUBLIC_KEY: webhookKeys.publicKey,
  })
  vi.stubGlobal('userOf', async (request: Request) => request.headers.get('x-user'))
  vi.stubGlobal('bans', {
    has: async (user: string) => banned.has(user),
    add: async (user: string) => banned.add(user),
  })
  const { gateway, ban } = await loadRecipe()
  const upstream = createClient({ apiKey, fetch: emulator.fetch })
  const { id: roomId } = await rooms.create(upstream, {})
  let sessionId = ''

  /** Mints a token and returns a function that joins with it and reports the join to the recipe. */
  const enter = async (user: string) => {
    const headers = { origin, 'x-user': user }
    const page = createClient({ baseUrl: `${origin}/telnyx`, fetch: gateway, headers })
    const { token, context } = await rooms.createJoinToken(page, { room_id: roomId })
    return async (said = context) => {
      const participant = await emulator.join(roomId, {
        client_token: token,
        ...(said ? { context: said } : {}),
      })
      sessionId = participant.session_id ?? ''
      const payload = { room_id: roomId, session_id: sessionId, participant_id: participant.id }
      const data = { id: crypto.randomUUID(), event_type: 'video.room.participant.joined', payload }
      const { privateKey } = webhookKeys
      const response = await gateway(await signWebhook(`${origin}/telnyx/webhooks`, { data }, { privateKey }))
      expect(response.status).toBe(204)
      return participant.id
    }
  }
  const present = async () => {
    const { data } = await roomSessions.listParticipants(upstream, { room_session_id: sessionId })
    return data.filter(({ left_at: leftAt }) => !leftAt).map(({ id }) => id)
  }
  return { enter, present, ban: (user: string) => ban(user, roomId, sessionId) }
}

describe('the moderation recipe', () => {
  it('keeps a user who rejoins, and removes their lost presence', async () => {
    const { enter, present } = await setUp()
    const ben = await (await enter('ben'))()
    await (await enter('ann'))()
    const rejoined = await (await enter('ann'))()
    expect((await present()).sort()).toEqual([ben, rejoined].sort())
  })

  it('removes a participant who copied a context, before and after its user rejoined', async () => {
    const { enter, present } = await setUp()
    const ann = await enter('ann')
    const lost = await ann()
    await ann()
    expect(await present()).toEqual([lost])
    const rejoined = await (await enter('ann'))()
    await ann()
    expect(await present()).toEqual([rejoined])
  })

  it('removes participants without a verified identity, and banned users', async () => {
    const { enter, present, ban } = await setUp()
    const ben = await (await enter('ben'))()
    const mallory = await enter('mallory')
    await mallory('Ben')
    expect(await present()).toEqual([ben])
    const joined = await mallory()
    expect((await present()).sort()).toEqual([ben, joined].sort())
    await ban('mallory')
    expect(await present()).toEqual([ben])
    await mallory()
    expect(await present()).toEqual([ben])
  })
})
