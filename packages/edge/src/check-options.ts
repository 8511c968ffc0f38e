import { type AnyEndpoint, ConfigError, isEndpoint } from '@greenroom/core'
import { decodeBase64Url } from '@greenroom/core/wire'
import { checkKeys } from './check-keys.ts'
import type { PrivateContextKey } from './identity/signing-keys.ts'
import type { NonEmpty } from './keys.ts'
import type { GatewayOptions, GatewaySettings } from './options.ts'
import { toBytes } from './utf8.ts'

const shortestSecretBytes = 32

const optionNames = Object.keys({
  apiKey: true,
  secret: true,
  contextKeys: true,
  audience: true,
  basePath: true,
  baseUrl: true,
  origins: true,
  publicOrigin: true,
  expose: true,
  authorize: true,
  cookieMode: true,
  fetch: true,
  timeoutMs: true,
  allowWebhookFields: true,
  onWebhook: true,
  onStatusCallback: true,
  webhooks: true,
  updates: true,
  limits: true,
  onRefusal: true,
  now: true,
} satisfies Record<keyof GatewayOptions, true>)

/**
 * Returns validated options with defaults.
 *
 * @throws {ConfigError} that names the invalid option and never contains a secret's value.
 */
export function checkOptions(options: GatewayOptions): GatewaySettings {
  checkKeys('createGateway', options, optionNames)
  for (const name of ['webhooks', 'limits'] as const) {
    // Without this check, an unset variable would remove what the option protects.
    check(options[name] === undefined || Object(options[name]) === options[name], `${name} must be an object`)
  }
  checkKeys('webhooks', options.webhooks ?? {}, ['publicKeys', 'toleranceSecs', 'seen', 'url'])
  for (const name of ['cookieMode', 'allowWebhookFields'] as const) {
    // A variable of the environment is text, and the text 'false' would count as true.
    check(options[name] === undefined || typeof options[name] === 'boolean', `${name} must be a boolean`)
  }
  for (const name of ['fetch', 'onWebhook', 'onStatusCallback', 'onRefusal', 'now'] as const) {
    check(options[name] === undefined || typeof options[name] === 'function', `${name} must be a function`)
  }
  const { updates, webhooks } = options
  const isHub = typeof updates?.publish === 'function' && typeof updates.subscribe === 'function'
  check(updates === undefined || isHub, 'updates must be a hub, such as createMemoryHub() returns')
  const url = webhooks?.url
  // URLs are not quoted, because they may contain credentials.
  check(url === undefined || isHttpUrl(url), 'webhooks.url must be an http(s) URL')
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
  check(secrets.every(isLong), `Each secret must have at least ${shortestSecretBytes} bytes`)
  // Often a missing binding. Without a key the API rejects every call.
  check(typeof apiKey === 'string', 'apiKey must be a string')
  check(typeof audience === 'string' && audience !== '', 'audience must be a non-empty string')
  check(isPath(basePath), `basePath must be a path like '/telnyx', got '${basePath}'`)
  check(baseUrl === undefined || isBaseUrl(baseUrl), 'baseUrl must be an http(s) URL without credentials')
  check(Array.isArray(origins), 'origins must be a list of origins')
  for (const origin of publicOrigin === undefined ? origins : [publicOrigin, ...origins]) {
    check(isOrigin(origin), `'${origin}' is not an origin like 'https://app.example'`)
  }
  check(
    !options.cookieMode || publicOrigin === undefined || isSecure(publicOrigin),
    'cookieMode needs an https publicOrigin, or localhost',
  )
  check(typeof authorize === 'function', 'authorize must be a function')
  const keyProblem = contextKeys?.map(problemOfKey).find((problem) => problem !== undefined)
  check(keyProblem === undefined, `contextKeys must be private Ed25519 keys (JWK): one ${keyProblem}`)
  check(Number.isFinite(timeoutMs) && timeoutMs > 0, 'timeoutMs must be a number above 0')
  check(Array.isArray(expose), 'expose must be an array of endpoints')
  check(expose.length > 0, 'expose must not be empty')
  for (const endpoint of expose as readonly AnyEndpoint[]) {
    check(isEndpoint(endpoint), 'expose must contain endpoints like rooms.retrieve')
    check(endpoint.encoding === undefined, `${endpoint.name} has a form body and cannot be exposed`)
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

function check(isValid: boolean, message: string): void {
  if (!isValid) throw new ConfigError(message)
}

function listOf<T>(name: string, value: T | readonly T[]): NonEmpty<T> {
  const [newest, ...older] = Array.isArray(value) ? (value as readonly T[]) : [value as T]
  if (newest === undefined) throw new ConfigError(`${name} is missing`)
  return [newest, ...older]
}

function isLong(secret: string): boolean {
  return typeof secret === 'string' && toBytes(secret).length >= shortestSecretBytes
}

/** Returns what is wrong with a private key, without its values; undefined if nothing is. */
function problemOfKey(key: PrivateContextKey): string | undefined {
  if (typeof key === 'string') return 'is a string; pass the parsed JSON'
  const { kty, crv, d, x } = Object(key) as Partial<Record<keyof PrivateContextKey, unknown>>
  if (kty !== 'OKP' || crv !== 'Ed25519') return 'has another kty or crv than OKP and Ed25519'
  if (d === undefined) return 'has no d; it is a public key'
  // Another spelling of the bytes would be published, and verifiers reject it.
  const isValid = [d, x].every((part) => typeof part === 'string' && decodeBase64Url(part)?.length === 32)
  return isValid ? undefined : 'has a d or x that is not base64url of 32 bytes, without padding or whitespace'
}

function isPath(text: string): boolean {
  if (text === '/') return true
  return /^(\/[^/?#]+)+$/.test(text) && new URL(text, 'http://any.test').pathname === text
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
}

function isBaseUrl(text: string): boolean {
  return isHttpUrl(text) && /^https?:\/\/[^\s/\\?#@]+(\/[^\s\\?#]*)?$/i.test(text.trim())
}

function isSecure(origin: string): boolean {
  const { protocol, hostname } = new URL(origin)
  return protocol === 'https:' || hostname === 'localhost' || hostname.endsWith('.localhost')
}

/** Whether a string is a valid `Origin`. `null` is not: any sandboxed frame sends it. */
function isOrigin(text: string): boolean {
  if (!/^[a-z][a-z\d+.-]*:\/\/[^/?#*\s]+$/.test(text)) return false
  return !isHttpUrl(text) || new URL(text).origin === text
}
