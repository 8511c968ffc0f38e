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

/** Values that no response may contain. */
export const secrets = {
  apiKey: 'KEY_that_must_stay_secret_0123456789',
  gateway: 'seals refresh tokens, and is of 32 bytes at least',
  session: 'signs the cookies of users, in 32 bytes at least',
  hook: 'hook.example',
}

/** A request of an attacker. Fields that are left out are as Ann's own page sends them. */
export interface AttackRequest {
  readonly method?: string
  readonly target: string
  /** Replace headers of Ann's page. Null removes a header; a list sends it several times. */
  readonly headers?: Readonly<Record<string, string | readonly string[] | null>>
  readonly body?: RawRequest['body'] | object
}

/**
 * An emulator, one workerd in front of it with the Worker and a moderated gateway, and what an attacker may
 * have obtained.
 */
export interface AttackSetup {
  readonly emulator: Emulator
  readonly room: string
  readonly otherRoom: string
  /** Cookie of Ann's page: `user=…`. */
  readonly ann: string
  readonly eve: string
  /** Tokens that Ann received for her room. */
  readonly minted: { readonly token: string; readonly refresh_token: string }
  /** A refresh token of the API, leaked elsewhere. */
  readonly realRefreshToken: string
  readonly webhookKeys: WebhookKeys
  /** Seals a handle as this gateway does, or as another one would. */
  seal(options?: SealOptions): Promise<string>
  /** Sends a request to the Worker as it is deployed. */
  send(request: AttackRequest): Promise<RawAnswer>
  /**
   * Sends a request to a gateway with moderation, webhooks and grants of rooms. The header `x-user` names the
   * user, `x-room` their room.
   */
  sendModerated(request: AttackRequest): Promise<RawAnswer>
  /** Sends it to the same gateway with a timeout of half a second. */
  sendImpatient(request: AttackRequest): Promise<RawAnswer>
  /** Sends it to the same gateway without an API behind it. */
  sendWithoutUpstream(request: AttackRequest): Promise<RawAnswer>
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

export const mintPath = (room: string) => `/telnyx/rooms/${room}/actions/generate_join_client_token`
export const refreshPath = (room: string) => `/telnyx/rooms/${room}/actions/refresh_client_token`

/** Starts the emulator and the Workers. */
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
  const moderated = {
    module: 'apps/worker/e2e/moderated-worker.ts',
    bindings: { ...bindings, PUBLIC_KEY: webhookKeys.publicKey },
  }
  const workerd = await startWorkerd([
    {
      name: 'app',
      module: 'apps/worker/src/index.ts',
      bindings: { ...bindings, SESSION_SECRET: secrets.session, BLOCKED_NAMES: 'Mallory' },
    },
    { ...moderated, name: 'moderated' },
    { ...moderated, name: 'impatient', bindings: { ...moderated.bindings, TIMEOUT_MS: '500' } },
    // Nothing listens there.
    {
      ...moderated,
      name: 'offline',
      bindings: { ...moderated.bindings, TELNYX_BASE_URL: 'http://127.0.0.1:1/v2' },
    },
  ])
  const close = async () => {
    await workerd.close()
    await closeEmulator()
  }
  try {
    const upstream = createClient({ apiKey: secrets.apiKey, fetch: emulator.fetch })
    const createRoom = (): Promise<Room> =>
      rooms.create(upstream, { webhook_event_url: `https://${secrets.hook}/events` })
    const [{ id: room }, { id: otherRoom }] = [await createRoom(), await createRoom()]

    const sender = (url: string | undefined, cookie: string) => (request: AttackRequest) =>
      sendRaw(url ?? '', toRaw(request, cookie))
    const signIn = async (name: string) => {
      const { headers } = await sender(workerd.urls['app'], '')({ target: '/session', body: { name } })
      return headers.get('set-cookie')?.split(';')[0] ?? ''
    }
    const [ann, eve] = [await signIn('Ann'), await signIn('Eve')]
    const send = sender(workerd.urls['app'], ann)
    const mint = await send({ target: mintPath(room), body: {} })
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
      send,
      sendModerated: sender(workerd.urls['moderated'], ''),
      sendImpatient: sender(workerd.urls['impatient'], ''),
      sendWithoutUpstream: sender(workerd.urls['offline'], ''),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

function toRaw({ method, target, headers = {}, body }: AttackRequest, cookie: string): RawRequest {
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
    [value ?? []].flat().map((item) => [name, item] as const),
  )
  return {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    target,
    headers: all,
    body: text as RawRequest['body'],
  }
}

/** Returns a handle from a gateway that mints against an API with a fixed response. */
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
