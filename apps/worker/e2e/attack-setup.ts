import { createClient } from '@greenroom/core'
import { type Room, rooms } from '@greenroom/core/video'
import { createWebhookKeys, type WebhookKeys } from '@greenroom/core/webhooks'
import { createGateway } from '@greenroom/edge'
import type { Emulator } from '@greenroom/emulator'
import { startEmulator } from '@greenroom/emulator/node'
import { startWorkerd } from '@greenroom/testing/workerd'
import { SignJWT } from 'jose'
import { type RawAnswer, type RawRequest, sendRaw } from './raw-http.ts'

/** The page's origin, by the Worker's configuration. */
export const appOrigin = 'http://localhost:5173'

/** What no answer may hold. */
export const secrets = {
  apiKey: 'KEY_that_nobody_may_see_0123456789',
  gateway: 'seals refresh tokens, and is of 32 bytes at least',
  session: 'signs the cookies of users, in 32 bytes at least',
  hook: 'hook.example',
}

/** A request as an attacker thinks of it; what is left out is as Ann's own page would send it. */
export interface AttackRequest {
  readonly method?: string
  readonly target: string
  /** Laid over those of Ann's page; null takes one away, a list sends one several times. */
  readonly headers?: Readonly<Record<string, string | readonly string[] | null>>
  readonly body?: RawRequest['body'] | object
}

/**
 * An emulator, the Worker and a stricter gateway in one workerd before it, and what an attacker may have come
 * by.
 */
export interface AttackSetup {
  readonly emulator: Emulator
  readonly room: string
  readonly otherRoom: string
  /** A cookie of the page, as `user=…`. */
  readonly ann: string
  readonly eve: string
  /** What Ann was given for her room. */
  readonly minted: { readonly token: string; readonly refresh_token: string }
  /** The API's own refresh token, which leaked somewhere else. */
  readonly realRefreshToken: string
  readonly webhookKeys: WebhookKeys
  /** Seals a handle as another gateway would, or as this one did. */
  seal(options?: SealOptions): Promise<string>
  /** Asks the Worker as it is deployed. */
  ask(ask: AttackRequest): Promise<RawAnswer>
  /**
   * Asks a gateway with moderation, webhooks and grants of rooms; the header `x-user` names who asks,
   * `x-room` their room.
   */
  sendStrict(ask: AttackRequest): Promise<RawAnswer>
  /** Asks the same, where it waits for the API for half a second at most. */
  sendImpatient(ask: AttackRequest): Promise<RawAnswer>
  /** Asks the same, where there is no API. */
  sendWithoutUpstream(ask: AttackRequest): Promise<RawAnswer>
  close(): Promise<void>
}

export interface SealOptions {
  readonly user?: string
  readonly audience?: string
  readonly secret?: string
  readonly refreshToken?: string
  /** Seconds from now. */
  readonly ttlSecs?: number
}

export const mintOf = (room: string) => `/telnyx/rooms/${room}/actions/generate_join_client_token`
export const refreshOf = (room: string) => `/telnyx/rooms/${room}/actions/refresh_client_token`

/** Starts it all. */
export async function startAttackSetup(): Promise<AttackSetup> {
  const {
    url,
    emulator,
    close: closeEmulator,
  } = await startEmulator({ apiKey: secrets.apiKey, media: false })
  const webhookKeys = await createWebhookKeys()
  const bindings = {
    TELNYX_API_KEY: secrets.apiKey,
    TELNYX_BASE_URL: `${url}/v2`,
    GATEWAY_SECRET: secrets.gateway,
    APP_ORIGIN: appOrigin,
  }
  const strict = {
    module: 'apps/worker/e2e/strict-worker.ts',
    bindings: { ...bindings, PUBLIC_KEY: webhookKeys.publicKey },
  }
  const workerd = await startWorkerd([
    {
      name: 'app',
      module: 'apps/worker/src/index.ts',
      bindings: { ...bindings, SESSION_SECRET: secrets.session, BLOCKED_NAMES: 'Mallory' },
    },
    { ...strict, name: 'strict' },
    { ...strict, name: 'impatient', bindings: { ...strict.bindings, TIMEOUT_MS: '500' } },
    // Nothing listens there.
    { ...strict, name: 'lonely', bindings: { ...strict.bindings, TELNYX_BASE_URL: 'http://127.0.0.1:1/v2' } },
  ])
  const close = async () => {
    await workerd.close()
    await closeEmulator()
  }
  try {
    const upstream = createClient({ apiKey: secrets.apiKey, fetch: emulator.fetch })
    const make = (): Promise<Room> =>
      rooms.create(upstream, { webhook_event_url: `https://${secrets.hook}/events` })
    const [{ id: room }, { id: otherRoom }] = [await make(), await make()]

    const ask = (url: string | undefined, cookie: string) => (what: AttackRequest) =>
      sendRaw(url ?? '', requestOf(what, cookie))
    const signIn = async (name: string) => {
      const { headers } = await ask(workerd.urls['app'], '')({ target: '/session', body: { name } })
      return headers.get('set-cookie')?.split(';')[0] ?? ''
    }
    const [ann, eve] = [await signIn('Ann'), await signIn('Eve')]
    const askApp = ask(workerd.urls['app'], ann)
    const mint = await askApp({ target: mintOf(room), body: {} })
    const user = (
      JSON.parse(atob((ann.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/'))) as { sub: string }
    ).sub
    return {
      emulator,
      room,
      otherRoom,
      ann,
      eve,
      minted: JSON.parse(mint.body).data,
      realRefreshToken: (await rooms.createJoinToken(upstream, { room_id: room })).refresh_token ?? '',
      webhookKeys,
      seal: (options) => seal(room, { user, ...options }),
      ask: askApp,
      sendStrict: ask(workerd.urls['strict'], ''),
      sendImpatient: ask(workerd.urls['impatient'], ''),
      sendWithoutUpstream: ask(workerd.urls['lonely'], ''),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

function requestOf({ method, target, headers = {}, body }: AttackRequest, cookie: string): RawRequest {
  const isStream = typeof body === 'object' && Symbol.iterator in body
  const text = typeof body === 'object' && !isStream ? JSON.stringify(body) : body
  const usual = {
    host: new URL(appOrigin).host,
    origin: appOrigin,
    'sec-fetch-site': 'same-origin',
    ...(cookie === '' ? {} : { cookie }),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  }
  const all = Object.entries({ ...usual, ...headers }).flatMap(([name, value]) =>
    [value ?? []].flat().map((one) => [name, one] as const),
  )
  return {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    target,
    headers: all,
    body: text as RawRequest['body'],
  }
}

/** A handle as a gateway makes it: of a mint of its own, before an API that answers what it is told to. */
async function seal(
  room: string,
  { user = 'ann', audience = appOrigin, secret = secrets.gateway, refreshToken, ttlSecs = 600 }: SealOptions,
): Promise<string> {
  const exp = Math.floor(Date.now() / 1000) + ttlSecs
  const token = await new SignJWT({ exp }).setProtectedHeader({ alg: 'HS256' }).sign(new Uint8Array(32))
  const gateway = createGateway({
    apiKey: 'KEY_other',
    secret,
    audience,
    basePath: '/telnyx',
    expose: [rooms.createJoinToken],
    authorize: () => ({ user }),
    fetch: async () =>
      Response.json({ data: { token, refresh_token: refreshToken ?? token } }, { status: 201 }),
  })
  const client = createClient({ baseUrl: 'http://gateway.test/telnyx', fetch: gateway })
  return (await rooms.createJoinToken(client, { room_id: room })).refresh_token ?? ''
}
