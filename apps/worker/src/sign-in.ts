import { type Context, Hono } from 'hono'
import { deleteCookie, setCookie } from 'hono/cookie'
import { parse } from 'hono/utils/cookie'
import { jwtVerify, SignJWT } from 'jose'
import * as v from 'valibot'
import type { Env } from './env.ts'
import { problem } from './problem.ts'

/**
 * A sign-in by name alone, standing in for an app's own accounts: replace this file by yours. What it
 * shows is the form: an HttpOnly cookie that is signed, and a user that the gateway asks about each call.
 */

/** Who is signed in. */
export interface User {
  readonly id: string
  readonly name: string
}

type App = { Bindings: Env }

const lifeSecs = 12 * 60 * 60

const SignIn = v.strictObject({
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40), v.regex(/^[^\p{C}]+$/u)),
})
const Claims = v.object({ sub: v.string(), name: v.string() })

/** Reads who is signed in from a request's cookie; undefined for none, a forged one and one that has run out. */
export async function userOf(request: Request, env: Env): Promise<User | undefined> {
  const name = cookieName(env)
  const cookie = parse(request.headers.get('cookie') ?? '', name)[name]
  if (!cookie) return undefined
  try {
    const { payload } = await jwtVerify(cookie, keyOf(env), { algorithms: ['HS256'] })
    const { sub, name } = v.parse(Claims, payload)
    return { id: sub, name }
  } catch {
    return undefined
  }
}

/** The routes of `/session`: who am I, sign in, sign out. */
export const signIn = new Hono<App>()
  .use(async (context, next) => {
    context.header('cache-control', 'no-store')
    if (!isFromPage(context)) return problem(403, 'cross_origin', 'Requests from this origin are not taken')
    return next()
  })
  .get('/', async (context) => {
    const user = await userOf(context.req.raw, context.env)
    return user ? context.json({ user }) : problem(401, 'signed_out', 'Nobody is signed in')
  })
  .post('/', async (context) => {
    const type = context.req.header('content-type') ?? ''
    if (!/^application\/json\s*(;|$)/i.test(type))
      return problem(415, 'not_json', 'The body must be application/json')
    const body: unknown = await context.req.json().catch(() => undefined)
    if (body === undefined) return problem(400, 'malformed', 'The body is not JSON')
    const checked = v.safeParse(SignIn, body)
    if (!checked.success) return problem(422, 'invalid_input', 'A name has 1 to 40 visible characters')
    const user: User = { id: crypto.randomUUID(), name: checked.output.name }
    const cookie = await new SignJWT({ name: user.name })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(user.id)
      .setIssuedAt()
      .setExpirationTime(`${lifeSecs}s`)
      .sign(keyOf(context.env))
    setCookie(context, cookieName(context.env), cookie, { ...cookieOptions(context.env), maxAge: lifeSecs })
    return context.json({ user }, 201)
  })
  .delete('/', (context) => {
    deleteCookie(context, cookieName(context.env), cookieOptions(context.env))
    return context.body(null, 204)
  })

function keyOf(env: Env): Uint8Array {
  return new TextEncoder().encode(env.SESSION_SECRET)
}

function isSecure({ APP_ORIGIN }: Env): boolean {
  return APP_ORIGIN.startsWith('https:')
}

/** The prefix binds the cookie to this very host; browsers allow it over https alone. */
function cookieName(env: Env): string {
  return isSecure(env) ? '__Host-session' : 'session'
}

function cookieOptions(env: Env) {
  return { httpOnly: true, sameSite: 'Lax', path: '/', secure: isSecure(env) } as const
}

/** Whether the page's own script asks, or no browser does: a foreign page must sign nobody in or out. */
function isFromPage(context: Context<App>): boolean {
  const origin = context.req.header('origin')
  if (origin !== undefined) return origin === context.env.APP_ORIGIN
  const site = context.req.header('sec-fetch-site')
  return site === undefined || site === 'same-origin' || site === 'none'
}
