import { createOriginPolicy, problem } from '@greenroom/edge'
import { jwtVerify, SignJWT } from 'jose'

/**
 * Replace this demo sign-in: anyone can sign in under any name. The gateway only needs `userOf`, so read your
 * own accounts there.
 */
export interface Sessions {
  /** Resolves to the signed-in user, or to null. */
  userOf(headers: Headers): Promise<User | null>
  /** Answers requests for `/session`: GET returns the user, POST signs in, DELETE signs out. */
  handle(request: Request): Promise<Response>
}

export interface User {
  readonly id: string
  /** The name that others see. */
  readonly name: string
}

const lifetimeSecs = 12 * 60 * 60

export function createSessions(options: {
  /** Signs the cookie: at least 32 bytes. */
  readonly secret: string
  /** The origin at which users open the app. */
  readonly appOrigin: string
  /** The same origin, if the server sees another one in its requests, as behind a proxy. */
  readonly publicOrigin?: string | undefined
}): Sessions {
  const key = new TextEncoder().encode(options.secret)
  if (key.length < 32) throw new Error('SESSION_SECRET must have at least 32 bytes.')
  const isSecure = options.appOrigin.startsWith('https:')
  const cookie = isSecure ? '__Host-session' : 'session'
  const attributes = `Path=/; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`
  // Other sites' pages must not sign users in or out.
  const policy = createOriginPolicy({ publicOrigin: options.publicOrigin })

  async function userOf(headers: Headers): Promise<User | null> {
    const cookies = headers.get('cookie')?.split(/;\s*/) ?? []
    const token = cookies.find((pair) => pair.startsWith(`${cookie}=`))?.slice(cookie.length + 1)
    if (!token) return null
    try {
      const { payload } = await jwtVerify<{ sub: string; name: string }>(token, key)
      return { id: payload.sub, name: payload.name }
    } catch {
      return null // forged or expired
    }
  }

  async function signIn(request: Request): Promise<Response> {
    const body: unknown = await request.json().catch(() => null)
    const name = String((body as { name?: unknown } | null)?.name ?? '').trim()
    if (name === '' || name.length > 40) {
      return refuse(422, 'invalid_input', 'A name has 1 to 40 characters')
    }
    const user: User = { id: crypto.randomUUID(), name }
    const token = await new SignJWT({ name })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(user.id)
      .setExpirationTime(`${lifetimeSecs}s`)
      .sign(key)
    return respond({ user }, `${cookie}=${token}; Max-Age=${lifetimeSecs}; ${attributes}`)
  }

  return {
    userOf,
    async handle(request) {
      if (!policy.admits(request)) {
        return refuse(403, 'cross_origin', 'Calls from this origin are not allowed')
      }
      switch (request.method) {
        case 'GET':
          return respond({ user: await userOf(request.headers) })
        case 'POST':
          return signIn(request)
        case 'DELETE':
          return respond({ user: null }, `${cookie}=; Max-Age=0; ${attributes}`)
        default:
          return refuse(405, 'method_not_allowed', 'Use GET, POST or DELETE')
      }
    },
  }
}

function respond(body: object, setCookie?: string): Response {
  const headers = new Headers({ 'cache-control': 'no-store' })
  if (setCookie) headers.set('set-cookie', setCookie)
  return Response.json(body, { headers })
}

/** Returns an error in the same format as the gateway's. */
function refuse(status: number, code: string, title: string): Response {
  return problem({ status, code, title, terminal: true })
}
