import { createExecutionContext, env, waitOnExecutionContext } from 'cloudflare:test'
import { inject } from 'vitest'
import type { Env } from '../src/env.ts'
import worker from '../src/index.ts'

/** The origin of the app's page, by the Worker's configuration. */
export const appOrigin = 'http://localhost:5173'

/** An answer, read. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
  readonly body: any
}

/** A page of the app in a browser of its own. */
export interface Page {
  /** The cookies that it holds, as it sends them. */
  cookie: string
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  /** Signs in, and resolves to the user's id. */
  signIn(name: string): Promise<string>
}

/** The Worker's bindings in these tests, some of them changed; undefined takes one away. */
export function bindings(changes: { readonly [K in keyof Env]?: string | undefined } = {}): Env {
  const changed = Object.entries({ ...(env as Env), ...changes }).filter(([, value]) => value !== undefined)
  return Object.fromEntries(changed)
}

const ours = bindings()

/** Opens a page; it sends what a browser would on its own: its origin, and the cookies that it was given. */
export function openPage(given: Env = ours): Page {
  const origin = given.APP_ORIGIN ?? appOrigin
  const page: Page = {
    cookie: '',
    async send(method, path, body, headers = {}) {
      const sent = new Headers({ origin, 'sec-fetch-site': 'same-origin', ...headers })
      if (page.cookie && !sent.has('cookie')) sent.set('cookie', page.cookie)
      if (body !== undefined && !sent.has('content-type')) sent.set('content-type', 'application/json')
      const init = { method, headers: sent, redirect: 'manual' } as const
      const text = typeof body === 'string' ? body : JSON.stringify(body)
      const request = new Request(origin + path, body === undefined ? init : { ...init, body: text })
      const answer = await read(await ask(request, given))
      const set = answer.headers.get('set-cookie')
      if (set) page.cookie = /Max-Age=0/.test(set) ? '' : (set.split(';')[0] ?? '')
      return answer
    },
    async signIn(name) {
      const { body } = await page.send('POST', '/session', { name })
      return body.user.id
    },
  }
  return page
}

/** Asks the Worker, and waits for what it goes on doing after its answer. */
export async function ask(request: Request, given: Env): Promise<Response> {
  const context = createExecutionContext()
  const response = await worker.fetch(request, given, context)
  await waitOnExecutionContext(context)
  return response
}

/** Asks the emulator itself, past the Worker: the API with its key, or the control calls. */
export async function askEmulator(method: string, path: string, body?: unknown): Promise<Answer> {
  const headers = { authorization: `Bearer ${inject('apiKey')}`, 'content-type': 'application/json' }
  const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }
  return read(await fetch(inject('emulatorUrl') + path, init))
}

async function read(response: Response): Promise<Answer> {
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json')
  const body = isJson ? JSON.parse(text) : undefined
  return { status: response.status, headers: response.headers, text, body }
}
