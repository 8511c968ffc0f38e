import { createClient } from '../src/client.ts'
import type { Client, ClientOptions } from '../src/types.ts'

/** A request as it left the client. */
export interface Sent {
  readonly method: string
  /** Path and query. */
  readonly url: string
  readonly headers: Headers
  readonly body: string
}

/** A client whose requests are recorded, and answered by the given function instead of a server. */
export function testClient(
  answer: (sent: Sent, count: number) => Response | Promise<Response> = () => json({ data: { id: 'r1' } }),
  options: ClientOptions = {},
): { readonly client: Client; readonly sent: Sent[] } {
  const sent: Sent[] = []
  const fetch = async (input: RequestInfo | URL) => {
    const request = input as Request
    const { pathname, search } = new URL(request.url)
    const one = {
      method: request.method,
      url: pathname + search,
      headers: request.headers,
      body: await request.text(),
    }
    sent.push(one)
    return answer(one, sent.length)
  }
  return {
    client: createClient({ apiKey: 'KEY_test', baseUrl: 'http://api.test/v2', fetch, ...options }),
    sent,
  }
}

/** A JSON answer. */
export function json(body: unknown, init: ResponseInit = {}): Response {
  return Response.json(body, init)
}

/** The error that a promise rejects with; fails when it does not. */
export async function errorOf<E>(promise: Promise<unknown>): Promise<E> {
  try {
    await promise
  } catch (error) {
    return error as E
  }
  throw new Error('it resolved, and an error was wanted')
}
