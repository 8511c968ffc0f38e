/** What the Worker is given: secrets, and what may stand in its configuration. */
export interface Env {
  /** Secret. The account's API key. */
  readonly TELNYX_API_KEY: string
  /** Secret, at least 32 bytes. Seals refresh tokens. */
  readonly GATEWAY_SECRET: string
  /** Secret, at least 32 bytes. Signs the sign-in cookie. */
  readonly SESSION_SECRET: string
  /** The page's origin, as the browser sees it. */
  readonly APP_ORIGIN: string
  readonly TELNYX_BASE_URL: string
  /** How long a join token lives, in seconds, 10 to 3600. */
  readonly TOKEN_TTL_SECS: string
  /** Names that may not join any more, with commas between them. */
  readonly BLOCKED_NAMES: string
}

const secrets = ['TELNYX_API_KEY', 'GATEWAY_SECRET', 'SESSION_SECRET'] as const

/** The secrets that were forgotten. */
export function missingSecrets(env: Partial<Env>): string[] {
  return secrets.filter((name) => !env[name])
}
