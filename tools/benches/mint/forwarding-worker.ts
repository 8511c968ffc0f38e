interface Env {
  readonly API: string
  readonly KEY: string
}

/** The baseline: a hand-written Worker that adds the key and forwards the request. */
export default {
  async fetch(request: Request, { API, KEY }: Env): Promise<Response> {
    const { pathname } = new URL(request.url)
    const headers = new Headers(request.headers)
    headers.set('authorization', `Bearer ${KEY}`)
    const path = pathname.slice('/telnyx'.length)
    return fetch(API + path, { method: request.method, headers, body: request.body })
  },
}
