import { ApiError } from '../../src/errors.ts'
import type { JoinToken } from '../../src/video/rooms.ts'
import type { Device } from './device.ts'

/** The server's time when a row begins, in seconds since 1970. */
const epoch = 1_700_000_000

/** Returns the faulty response to a call; undefined if the call succeeds. */
export type Fault = (call: Call) => Promise<JoinToken> | undefined

/** How a token differs from the usual ones. */
export interface TokenOptions {
  readonly lifeMs?: number | undefined
  /** How fast the clock is that the token was issued by. */
  readonly skewMs?: number | undefined
}

/** A call that the server received. */
export interface Call {
  /** When it arrived, in milliseconds since the row began, without sleep. */
  readonly at: number
  /** Its number, from 1. */
  readonly number: number
  readonly kind: 'mint' | 'refresh'
  /** Issues a valid token. */
  readonly token: (options?: TokenOptions) => JoinToken
  /** Resolves after a time, whatever the device does. */
  readonly later: (ms: number) => Promise<void>
}

/** The server of a row. */
export interface ServerOptions {
  readonly lifeMs: number
  readonly latencyMs?: number | undefined
  readonly fault?: Fault | undefined
  /** Lifetime of refresh tokens, if they state it. */
  readonly refreshLifeMs?: number | undefined
  /** Whether calls continue after the caller has aborted them. */
  readonly ignoresAbort?: boolean | undefined
}

/** A token that was issued: for which user, when, and until when it is valid. */
interface Issued {
  readonly user: string
  readonly at: number
  readonly endsAt: number
}

/** The server of a row, which knows which tokens are valid. */
export interface Server {
  readonly calls: number
  /** Number of calls that the fault affected. */
  readonly faults: number
  /** Number of tokens that were requested before the previous one was due. */
  readonly early: number
  call(user: string, kind: 'mint' | 'refresh', signal?: AbortSignal): Promise<JoinToken>
  works(token: string, user: string): boolean
  /** Sets the lifetime of tokens that are issued from now on. */
  setLife(ms: number): void
  /** Revokes all tokens that were issued so far. */
  revoke(): void
}

export function openServer(device: Device, options: ServerOptions): Server {
  const { fault, latencyMs = 50, refreshLifeMs } = options
  let { lifeMs: usualLifeMs } = options
  let calls = 0
  let faults = 0
  let early = 0
  let revokedAt = -1
  const issued = new Map<string, Issued>()
  const lastOf = new Map<string, Issued>()

  function issue(user: string, options: TokenOptions = {}): JoinToken {
    const { lifeMs = usualLifeMs, skewMs = 0 } = options
    const at = device.elapsed()
    const token = jwt(at + skewMs, lifeMs, `${user}-${issued.size + 1}`)
    const previous = lastOf.get(user)
    // The earliest due time: the lead and the longest jitter before the end, with a minimum.
    const earliest = Math.max(
      lifeMs - leadOf(lifeMs) - Math.min(0.1 * lifeMs, 30_000),
      Math.min(5_000, 0.5 * lifeMs),
    )
    if (previous && previous.at > revokedAt && at - previous.at < earliest - 1_000) early += 1
    const record = { user, at, endsAt: at + lifeMs }
    issued.set(token, record)
    lastOf.set(user, record)
    const refresh_token = refreshLifeMs ? jwt(at, refreshLifeMs, 'refresh') : 'sealed'
    return { token, expires_in_ms: lifeMs, refresh_token }
  }

  async function respond(user: string, kind: Call['kind']): Promise<JoinToken> {
    calls += 1
    if (!device.isOnline) {
      await device.later(latencyMs)
      throw new TypeError('fetch failed')
    }
    const token = (more?: TokenOptions) => issue(user, more)
    const call = { at: device.ran(), number: calls, kind, token, later: device.later }
    // The call takes effect when it arrives, even if the response is lost.
    const faulty = fault?.(call)
    if (faulty) faults += 1
    const response = faulty ?? Promise.resolve(issue(user))
    response.catch(() => undefined)
    await device.later(latencyMs)
    if (!device.isOnline) throw new TypeError('fetch failed')
    return response
  }

  return {
    get calls() {
      return calls
    },
    get faults() {
      return faults
    },
    get early() {
      return early
    },
    call(user, kind, signal) {
      const response = respond(user, kind)
      if (!signal || options.ignoresAbort) return response
      const aborted = new Promise<never>((_, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason), { once: true }),
      )
      response.catch(() => undefined)
      return Promise.race([response, aborted])
    },
    works(token, user) {
      const record = issued.get(token)
      return record?.user === user && record.at > revokedAt && device.elapsed() < record.endsAt
    },
    setLife(ms) {
      usualLifeMs = ms
    },
    revoke() {
      revokedAt = device.elapsed()
    },
  }
}

const leadOf = (lifeMs: number) => Math.min(Math.max(0.2 * lifeMs, Math.min(15_000, 0.5 * lifeMs)), 300_000)

function jwt(at: number, lifeMs: number, jti: string): string {
  const iat = Math.floor(epoch + at / 1_000)
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ iat, exp: iat + lifeMs / 1_000, jti })}.c2lnbmF0dXJl`
}

/** An error response of the API. */
export const refusal = (
  status: number,
  more: { code?: string; retryAfterMs?: number; terminal?: boolean } = {},
): Promise<never> =>
  Promise.reject(new ApiError({ route: 'POST /rooms/{id}/actions/x', status, outcome: 'rejected', ...more }))
