import { type AnyEndpoint, ConfigError, isEndpoint } from '@greenroom/core'
import type { PrivateContextKey } from './identity/signing-keys.ts'
import type { NonEmpty } from './keys.ts'
import type { GatewayOptions, GatewaySettings } from './options.ts'

const shortestSecretBytes = 32

/**
 * Checks options, and fills in what is left out.
 *
 * @throws {ConfigError} naming the option at fault, never a secret's value.
 */
export function checkOptions(options: GatewayOptions): GatewaySettings {
  const {
    apiKey,
    basePath,
    baseUrl,
    audience,
    origins = [],
    publicOrigin,
    expose,
    authorize,
    timeoutMs = 10_000,
  } = options
  const secrets = listOf('secret', options.secret)
  const contextKeys = options.contextKeys && listOf('contextKeys', options.contextKeys)
  check(
    secrets.every(isLong),
    `secret has under ${shortestSecretBytes} bytes; of several, each must have them`,
  )
  // A binding that is not there, as often as not: without a key the API refuses each call.
  check(typeof apiKey === 'string', 'apiKey is missing')
  check(typeof audience === 'string' && audience !== '', 'audience is empty')
  check(isPath(basePath), `basePath must be a path like '/telnyx', and is '${basePath}'`)
  check(baseUrl === undefined || isHttpUrl(baseUrl), `baseUrl must begin with https://, and is '${baseUrl}'`)
  for (const origin of publicOrigin === undefined ? origins : [publicOrigin, ...origins]) {
    check(isOrigin(origin), `'${origin}' is no origin: it is written like 'https://app.example'`)
  }
  check(
    !options.cookieMode || publicOrigin === undefined || isSecure(publicOrigin),
    'cookieMode needs a publicOrigin of https: browsers keep such cookies of no other',
  )
  check(typeof authorize === 'function', 'authorize is missing: without it anybody could call')
  check(contextKeys?.every(isPrivateKey) ?? true, 'contextKeys takes private keys of Ed25519 (JWK)')
  check(timeoutMs > 0, `timeoutMs must be over 0, and is ${timeoutMs}`)
  check(Array.isArray(expose), 'expose takes a list of endpoints')
  check(expose.length > 0, 'expose is empty: no call would get through')
  for (const endpoint of expose as readonly AnyEndpoint[]) {
    check(isEndpoint(endpoint), 'expose takes endpoints, like rooms.retrieve')
    check(endpoint.encoding === undefined, `${endpoint.name} takes a form: it cannot be exposed`)
  }
  return {
    ...options,
    secrets,
    contextKeys,
    basePath: basePath === '/' ? '' : basePath,
    timeoutMs,
    cookieMode: options.cookieMode ?? false,
    allowWebhookFields: options.allowWebhookFields ?? false,
    now: options.now ?? (() => Date.now()),
  }
}

function check(holds: boolean, otherwise: string): void {
  if (!holds) throw new ConfigError(otherwise)
}

function listOf<T>(name: string, given: T | readonly T[]): NonEmpty<T> {
  const [newest, ...older] = Array.isArray(given) ? (given as readonly T[]) : [given as T]
  if (newest === undefined) throw new ConfigError(`${name} is missing`)
  return [newest, ...older]
}

function isLong(secret: string): boolean {
  return typeof secret === 'string' && new TextEncoder().encode(secret).length >= shortestSecretBytes
}

function isPrivateKey({ kty, crv, d, x }: PrivateContextKey): boolean {
  return kty === 'OKP' && crv === 'Ed25519' && [d, x].every((half) => /^[\w-]{43}$/.test(half))
}

function isPath(text: string): boolean {
  if (text === '/') return true
  return /^(\/[^/?#]+)+$/.test(text) && new URL(text, 'http://any.test').pathname === text
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
}

function isSecure(origin: string): boolean {
  const { protocol, hostname } = new URL(origin)
  return protocol === 'https:' || hostname === 'localhost' || hostname.endsWith('.localhost')
}

/** Whether a text is what a browser sends as an `Origin`; `null` is none, since any sandboxed frame has it. */
function isOrigin(text: string): boolean {
  if (!/^[a-z][a-z\d+.-]*:\/\/[^/?#*\s]+$/.test(text)) return false
  return !isHttpUrl(text) || new URL(text).origin === text
}
