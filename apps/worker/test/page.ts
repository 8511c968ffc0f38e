import { createExecutionContext, env, waitOnExecutionContext } from 'cloudflare:test'
import { inject } from 'vitest'
import type { Env } from '../src/env.ts'
import worker from '../src/index.ts'

/** Origin of the app's page in the Worker's configuration. */
export const appOrigin = 'http://localhost:5173'

/** A response with its body. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: tests read bodies of every shape
  readonly body: any
}

/** A page of the app in a new browser. */
export interface Page {
  /** Value of the `cookie` header. */
  cookie: string
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  /** Signs in, and resolves to the user's id. */
  signIn(name: string): Promise<string>
}

/** Returns the Worker's bindings with changes. Undefined removes a binding. */
export function bindings(changes: { readonly [K in keyof Env]?: string | undefined } = {}): Env {
  const changed = Object.entries({ ...(env as Env), ...changes }).filter(([, value]) => value !== undefined)
  return Object.fromEntries(changed)
}

const defaultBindings = bindings()

/** Opens a page. It sends its origin and its cookies, as a browser does. */
export function openPage(env: Env = defaultBindings): Page {
  const origin = env.APP_ORIGIN ?? appOrigin
  const page: Page = {
    cookie: '',
    async send(method, path, body, headers = {}) {
      const sent = new Headers({ origin, 'sec-fetch-site': 'same-origin', ...headers })
      if (page.cookie && !sent.has('cookie')) sent.set('cookie', page.cookie)
      if (body !== undefined && !sent.has('content-type')) sent.set('content-type', 'application/json')
      const init = { method, headers: sent, redirect: 'manual' } as const
      const text = typeof body === 'string' ? body : JSON.stringify(body)
      const request = new Request(origin + path, body === undefined ? init : { ...init, body: text })
      const answer = await read(await callWorker(request, env))
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

/** Calls the Worker, and waits until its background work is done. */
export async function callWorker(request: Request, env: Env): Promise<Response> {
  const context = createExecutionContext()
  const response = await worker.fetch(request, env, context)
  await waitOnExecutionContext(context)
  return response
}

/** Calls the emulator directly: the API with its key, or the control API. */
export async function callEmulator(method: string, path: string, body?: unknown): Promise<Answer> {
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
