import { createClient } from '../src/client.ts'
import type { Client, ClientOptions } from '../src/types.ts'

/** A request that the client sent. */
export interface Sent {
  readonly method: string
  /** Path and query. */
  readonly url: string
  readonly headers: Headers
  readonly body: string
}

/** Creates a client that records its requests. The given function responds to them instead of a server. */
export function testClient(
  respond: (sent: Sent, count: number) => Response | Promise<Response> = () => json({ data: { id: 'r1' } }),
  options: ClientOptions = {},
): { readonly client: Client; readonly sent: Sent[] } {
  const sent: Sent[] = []
  const fetch = async (input: RequestInfo | URL) => {
    const request = input as Request
    const { pathname, search } = new URL(request.url)
    const recorded = {
      method: request.method,
      url: pathname + search,
      headers: request.headers,
      body: await request.text(),
    }
    sent.push(recorded)
    return respond(recorded, sent.length)
  }
  return {
    client: createClient({ apiKey: 'KEY_test', baseUrl: 'http://api.test/v2', fetch, ...options }),
    sent,
  }
}

/** Makes a JSON response. */
export function json(body: unknown, init: ResponseInit = {}): Response {
  return Response.json(body, init)
}

/** Resolves to the error that a promise rejects with; rejects if the promise resolves. */
export async function errorOf<E>(promise: Promise<unknown>): Promise<E> {
  try {
    await promise
  } catch (error) {
    return error as E
  }
  throw new Error('expected the promise to reject, but it resolved')
}
