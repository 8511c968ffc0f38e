import { parse, serialize } from 'hono/utils/cookie'
import { jwtVerify, SignJWT } from 'jose'
import * as v from 'valibot'
import type { Settings } from './env.ts'

/** Who is signed in. */
export interface User {
  readonly id: string
  readonly name: string
}

/** Remembers who is signed in, in a cookie that is signed and that no script can read. */
export interface UserCookie {
  /** Who a request's cookie names; undefined for none, for a forged one and for one that has run out. */
  read(request: Request): Promise<User | undefined>
  /** The `Set-Cookie` that signs somebody in. */
  issue(user: User): Promise<string>
  /** The `Set-Cookie` that signs out. */
  clear(): string
}

/** How long somebody stays signed in. */
const lifeSecs = 12 * 60 * 60

const Claims = v.object({ sub: v.string(), name: v.string() })

/** Makes the cookie of an app's users; it is good at this app's origin alone. */
export function createUserCookie({ sessionSecret, appOrigin }: Settings): UserCookie {
  const key = new TextEncoder().encode(sessionSecret)
  const secure = appOrigin.startsWith('https:')
  // The prefix binds the cookie to this very host; browsers take it over https alone.
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
