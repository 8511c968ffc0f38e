import { problem } from '@greenroom/edge'
import { bodyLimit } from 'hono/body-limit'
import { Hono } from 'hono/tiny'
import * as v from 'valibot'
import type { User, UserCookie } from './user-cookie.ts'
import { UserName } from './user-name.ts'

const SignIn = v.strictObject({ name: UserName })

/**
 * Creates the routes of `/session`: current user, sign-in and sign-out. Signing in requires only a name: this
 * replaces an app's accounts in the demo. The gateway depends only on the user in a request's cookie.
 */
export function createSession(userCookie: UserCookie): Hono {
  return new Hono()
    .get('/', async ({ req, json }) => {
      const user = await userCookie.read(req.raw)
      if (user) return json({ user })
      return problem({ status: 401, code: 'signed_out', title: 'Not signed in', terminal: false })
    })
    .post('/', bodyLimit({ maxSize: 1024, onError: tooLarge }), async ({ req, json }) => {
      if (!/^application\/json\s*(;|$)/i.test(req.header('content-type') ?? '')) {
        return refuse(415, 'unsupported_media_type', 'The body must be application/json')
      }
      const body: unknown = await req.json().catch(() => undefined)
      if (body === undefined) return refuse(400, 'not_json', 'The body is not JSON')
      const checked = v.safeParse(SignIn, body)
      if (!checked.success) {
        return refuse(422, 'invalid_input', 'A name must have 1 to 40 visible characters', '/name')
      }
      // Names are not unique and not verified, so each sign-in creates a new user.
      const user: User = { id: crypto.randomUUID(), name: checked.output.name }
      return json({ user }, 201, { 'set-cookie': await userCookie.issue(user) })
    })
    .delete('/', ({ body }) => body(null, 204, { 'set-cookie': userCookie.clear() }))
}

function refuse(status: number, code: string, title: string, pointer?: string): Response {
  return problem({ status, code, title, terminal: true, pointer })
}

function tooLarge(): Response {
  return refuse(413, 'too_large', 'The body is too large')
}
