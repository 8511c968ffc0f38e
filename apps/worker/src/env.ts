/** What the Worker is given. The secrets and APP_ORIGIN must be there; a deployment may lack any of them. */
export interface Env {
  /** Secret: the account's API key. */
  readonly TELNYX_API_KEY?: string
  /** Secret, 32 bytes or more: seals refresh tokens. */
  readonly GATEWAY_SECRET?: string
  /** Secret, 32 bytes or more: signs the cookie of who is signed in. */
  readonly SESSION_SECRET?: string
  /** The page's origin as the browser sees it. No other page may call. */
  readonly APP_ORIGIN?: string
  /** Where the API's paths begin. Default: Telnyx's own. */
  readonly TELNYX_BASE_URL?: string
  /** How long a join token lives, in seconds, 10 to 3600. Default: 600. */
  readonly TOKEN_TTL_SECS?: string
  /** The account's public key, by which webhooks are known to be the API's. Default: no webhooks are taken. */
  readonly WEBHOOK_PUBLIC_KEY?: string
  /** Names that may not join any more, with commas between them. Default: none. */
  readonly BLOCKED_NAMES?: string
}

/** An {@link Env} that was found to be good. */
export interface Settings {
  readonly apiKey: string
  readonly gatewaySecret: string
  readonly sessionSecret: string
  readonly appOrigin: string
  readonly baseUrl: string | undefined
  readonly tokenTtlSecs: number
  readonly webhookPublicKey: string | undefined
  readonly isBlocked: (name: string) => boolean
}

/** Bindings that are missing or wrong; the message names them, and has none of their values. */
export class EnvError extends Error {
  override readonly name = 'EnvError'
}

const shortestSecretBytes = 32

/**
 * Reads what the Worker is given.
 *
 * @throws {EnvError} naming every binding at fault.
 */
export function readEnv(env: Env): Settings {
  const faults: string[] = []
  const require = (name: keyof Env, least = 1): string => {
    const value = env[name] ?? ''
    if (value === '') faults.push(`${name} is missing`)
    else if (new TextEncoder().encode(value).length < least) faults.push(`${name} has under ${least} bytes`)
    return value
  }
  const tokenTtlSecs = Number(env.TOKEN_TTL_SECS || 600)
  if (!Number.isInteger(tokenTtlSecs)) faults.push('TOKEN_TTL_SECS is no whole number')
  const settings = {
    apiKey: require('TELNYX_API_KEY'),
    gatewaySecret: require('GATEWAY_SECRET', shortestSecretBytes),
    sessionSecret: require('SESSION_SECRET', shortestSecretBytes),
    appOrigin: require('APP_ORIGIN'),
    baseUrl: env.TELNYX_BASE_URL || undefined,
    tokenTtlSecs,
    webhookPublicKey: env.WEBHOOK_PUBLIC_KEY || undefined,
    isBlocked: namesOf(env.BLOCKED_NAMES ?? ''),
  }
  if (faults.length > 0) throw new EnvError(faults.join(', '))
  return settings
}

/** Reads a list of names; casing and the form of accents do not tell people apart. */
function namesOf(list: string): (name: string) => boolean {
  const plain = (name: string) => name.trim().normalize('NFKC').toLowerCase()
  const names = new Set(list.split(',').map(plain))
  return (name) => names.has(plain(name))
}
