/** Returns a token with the length and claims of the API's tokens, and with constant times. */
function jwt(typ: string, ttlSecs: number): string {
  const iat = 1_800_000_000
  const grants = [
    {
      actions: ['join'],
      resources: ['telnyx:video:room:0ccc7b54-4df3-4bca-a65a-3da1ecc777f0'],
      subjects: ['telnyx:users:8f41d8a2-1c3e-4b7a-9f64-2b1c86a0f1aa'],
    },
  ]
  const claims = { typ, grants, grants_version: '1.0.0', iat, exp: iat + ttlSecs, iss: 'telnyx_access_token' }
  const encode = (part: object) => btoa(JSON.stringify(part)).replaceAll('=', '')
  return `${encode({ alg: 'HS512', typ: 'JWT' })}.${encode(claims)}.${'s'.repeat(86)}`
}

const body = JSON.stringify({
  data: {
    token: jwt('access', 600),
    token_expires_at: '2027-01-15T08:10:00Z',
    refresh_token: jwt('refresh', 3600),
    refresh_token_expires_at: '2027-01-15T09:00:00Z',
  },
})
const headers = { 'content-type': 'application/json' }

interface Env {
  /** Latency, in milliseconds. */
  readonly LATENCY_MS: string
}

/** The API, which returns the same response to every mint. */
export default {
  async fetch(request: Request, { LATENCY_MS }: Env): Promise<Response> {
    await request.text()
    if (LATENCY_MS !== '0') await new Promise((resolve) => setTimeout(resolve, Number(LATENCY_MS)))
    return new Response(body, { status: 201, headers })
  },
}
