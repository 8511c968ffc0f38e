import { parse, serialize } from 'hono/utils/cookie'
import { jwtVerify, SignJWT } from 'jose'
import * as v from 'valibot'
import type { Settings } from './env.ts'

/** The signed-in user. */
export interface User {
  readonly id: string
  readonly name: string
}

/** Stores the signed-in user in a signed cookie that scripts cannot read. */
export interface UserCookie {
  /** Resolves to the user in a request's cookie; undefined if the cookie is missing, forged or expired. */
  read(request: Request): Promise<User | undefined>
  /** Resolves to the `Set-Cookie` value that signs a user in. */
  issue(user: User): Promise<string>
  /** The `Set-Cookie` value that signs out. */
  clear(): string
}

/** Lifetime of a session cookie. */
const lifeSecs = 12 * 60 * 60

const Claims = v.object({ sub: v.string(), name: v.string() })

/** Creates the session cookie of an app. It is valid only for this app's origin. */
export function createUserCookie({ sessionSecret, appOrigin }: Settings): UserCookie {
  const key = new TextEncoder().encode(sessionSecret)
  const secure = appOrigin.startsWith('https:')
  // The prefix binds the cookie to this host. Browsers accept it only over https.
  const name = secure ? '__Host-user' : 'user'
  const write = (value: string, maxAge: number) =>
    serialize(name, value, { httpOnly: true, sameSite: 'Lax', path: '/', secure, maxAge })
  return {
    async read(request) {
      const token = parse(request.headers.get('cookie') ?? '', name)[name]
      if (!token) return undefined
      try {
        const { payload } = await jwtVerify(token, key, { algorithms: ['HS256'], audience: appOrigin })
        const { sub, name } = v.parse(Claims, payload)
        return { id: sub, name }
      } catch {
        return undefined
      }
    },
    async issue({ id, name }) {
      const token = await new SignJWT({ name })
        .setProtectedHeader({ alg: 'HS256' })
        .setSubject(id)
        .setAudience(appOrigin)
        .setIssuedAt()
        .setExpirationTime(`${lifeSecs}s`)
        .sign(key)
      return write(token, lifeSecs)
    },
    clear: () => write('', 0),
  }
}
