import { ApiError } from '../../src/errors.ts'
import type { JoinToken } from '../../src/video/rooms.ts'
import type { Device } from './device.ts'

/** The server's time when a row begins, in seconds since 1970. */
const epoch = 1_700_000_000

/** How a call is answered other than with a token: what it resolves to; undefined where all is well. */
export type Fault = (call: Call) => Promise<JoinToken> | undefined

/** How a token differs from those that the server usually makes. */
export interface TokenOptions {
  readonly lifeMs?: number | undefined
  /** How much the clock that it was issued by is fast. */
  readonly skewMs?: number | undefined
}

/** A call as the server sees it. */
export interface Call {
  /** When it came, in milliseconds for which the row has run. */
  readonly at: number
  /** Its number, from 1. */
  readonly number: number
  readonly way: 'mint' | 'refresh'
  /** Makes a token that works, as the server would. */
  readonly token: (options?: TokenOptions) => JoinToken
  /** A moment of the server's. */
  readonly later: (ms: number) => Promise<void>
}

/** What a row says of the server. */
export interface ServerOptions {
  readonly lifeMs: number
  readonly latencyMs?: number | undefined
  readonly fault?: Fault | undefined
  /** How long refresh tokens live, where they tell. */
  readonly refreshLifeMs?: number | undefined
  /** Whether calls go on after the caller has aborted them. */
  readonly isDeaf?: boolean | undefined
}

/** A token that was given out: for whom, when, and until when it works. */
interface Issued {
  readonly user: string
  readonly at: number
  readonly endsAt: number
}

/** The server of a row, which knows the truth of every token. */
export interface Server {
  readonly calls: number
  /** How many of them met with the fault. */
  readonly faults: number
  /** How many tokens came before the one before them was due. */
  readonly early: number
  call(user: string, way: 'mint' | 'refresh', signal?: AbortSignal): Promise<JoinToken>
  works(token: string, user: string): boolean
  /** The life of tokens from now on. */
  setLife(ms: number): void
  /** Lets no one in any more with the tokens given so far. */
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
    // Due at the earliest: a lead and the longest jitter before the end, or what the shortest lives are
    // given.
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

  async function answer(user: string, way: Call['way']): Promise<JoinToken> {
    calls += 1
    if (!device.isOnline) {
      await device.later(latencyMs)
      throw new TypeError('fetch failed')
    }
    const token = (more?: TokenOptions) => issue(user, more)
    const call = { at: device.ran(), number: calls, way, token, later: device.later }
    // What is done is done when the call arrives, whether or not anybody hears of it.
    const faulty = fault?.(call)
    if (faulty) faults += 1
    const given = faulty ?? Promise.resolve(issue(user))
    given.catch(() => undefined)
    await device.later(latencyMs)
    if (!device.isOnline) throw new TypeError('fetch failed')
    return given
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
    call(user, way, signal) {
      const given = answer(user, way)
      if (!signal || options.isDeaf) return given
      const aborted = new Promise<never>((_, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason), { once: true }),
      )
      given.catch(() => undefined)
      return Promise.race([given, aborted])
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

/** A refusal by the API. */
export const refusal = (
  status: number,
  more: { code?: string; retryAfterMs?: number; terminal?: boolean } = {},
): Promise<never> =>
  Promise.reject(new ApiError({ route: 'POST /rooms/{id}/actions/x', status, outcome: 'rejected', ...more }))
