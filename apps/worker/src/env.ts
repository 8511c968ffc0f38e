import type { UpdateHubNamespace } from '@greenroom/edge/cloudflare'

/** The Worker's bindings. The secrets and APP_ORIGIN are required, but a deployment may lack any of them. */
export interface Env {
  /** Secret: the account's API key. */
  readonly TELNYX_API_KEY?: string
  /** Secret, 32 bytes or more: seals refresh tokens. */
  readonly GATEWAY_SECRET?: string
  /** Secret, 32 bytes or more: signs the session cookie. */
  readonly SESSION_SECRET?: string
  /** The app's origin as the browser sends it. Other sites' pages may not call. */
  readonly APP_ORIGIN?: string
  /** Base URL of the API. Default: Telnyx. */
  readonly TELNYX_BASE_URL?: string
  /** Lifetime of a join token, in seconds, 10 to 3600. Default: 600. */
  readonly TOKEN_TTL_SECS?: string
  /** The account's public key, which verifies webhooks. Default: no webhooks are accepted, and pages poll. */
  readonly WEBHOOK_PUBLIC_KEY?: string
  /** Blocked user names, comma-separated. Default: none. */
  readonly BLOCKED_NAMES?: string
  /** The Durable Object that distributes updates. Default: pages poll. */
  readonly UPDATES?: UpdateHubNamespace
}

/** Validated bindings. */
export interface Settings {
  readonly apiKey: string
  readonly gatewaySecret: string
  readonly sessionSecret: string
  readonly appOrigin: string
  readonly baseUrl: string | undefined
  readonly tokenTtlSecs: number
  readonly webhookPublicKey: string | undefined
  readonly updates: UpdateHubNamespace | undefined
  readonly isBlocked: (name: string) => boolean
}

/** Reports missing or invalid bindings by name. The message contains none of their values. */
export class EnvError extends Error {
  override readonly name = 'EnvError'
}

const shortestSecretBytes = 32

/**
 * Returns the Worker's validated bindings.
 *
 * @throws {EnvError} that names every invalid binding.
 */
export function readEnv(env: Env): Settings {
  const faults: string[] = []
  const require = (name: keyof Omit<Env, 'UPDATES'>, least = 1): string => {
    const value = env[name] ?? ''
    if (value === '') faults.push(`${name} is missing`)
    else if (new TextEncoder().encode(value).length < least)
      faults.push(`${name} must have at least ${least} bytes`)
    return value
  }
  const tokenTtlSecs = Number(env.TOKEN_TTL_SECS || 600)
  if (!Number.isInteger(tokenTtlSecs)) faults.push('TOKEN_TTL_SECS must be a whole number')
  const settings = {
    apiKey: require('TELNYX_API_KEY'),
    gatewaySecret: require('GATEWAY_SECRET', shortestSecretBytes),
    sessionSecret: require('SESSION_SECRET', shortestSecretBytes),
    appOrigin: require('APP_ORIGIN'),
    baseUrl: env.TELNYX_BASE_URL || undefined,
    tokenTtlSecs,
    webhookPublicKey: env.WEBHOOK_PUBLIC_KEY || undefined,
    updates: env.UPDATES,
    isBlocked: namesOf(env.BLOCKED_NAMES ?? ''),
  }
  if (faults.length > 0) throw new EnvError(faults.join(', '))
  return settings
}

/** Parses a list of names. Returns a matcher that ignores case and Unicode normalization. */
function namesOf(list: string): (name: string) => boolean {
  const plain = (name: string) => name.trim().normalize('NFKC').toLowerCase()
  const names = new Set(list.split(',').map(plain))
  return (name) => names.has(plain(name))
}
