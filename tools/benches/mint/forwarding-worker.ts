interface Env {
  readonly API: string
  readonly KEY: string
}

/** What one would write by hand: it adds the key, and nothing else. */
export default {
  async fetch(request: Request, { API, KEY }: Env): Promise<Response> {
    const { pathname } = new URL(request.url)
    const headers = new Headers(request.headers)
    headers.set('authorization', `Bearer ${KEY}`)
    const path = pathname.slice('/telnyx'.length)
    return fetch(API + path, { method: request.method, headers, body: request.body })
  },
}
