import { fail } from '../command-error.ts'

/** What commands call: Telnyx or an emulator. */
export interface Target {
  /** Base URL of the API, which ends with `/v2`. */
  readonly baseUrl: string
  /** Where the control API of an emulator is: the base URL without `/v2`. */
  readonly origin: string
  readonly apiKey: string
  /** Whether it is the API of Telnyx itself. */
  readonly isTelnyx: boolean
  /** Whether it is on this machine. */
  readonly isLocal: boolean
}

/** The option that every command which calls the API has. */
export interface TargetOptions {
  readonly baseUrl?: string
}

/** The environment variables that choose the target. */
export type TargetEnvironment = Readonly<
  Partial<Record<'TELNYX_BASE_URL' | 'TELNYX_API_KEY', string | undefined>>
>

/** The API of Telnyx. */
const telnyxUrl = 'https://api.telnyx.com/v2'
/** Where `greenroom dev` starts an emulator. */
const emulatorUrl = 'http://127.0.0.1:4010/v2'
/** An emulator accepts any key, unless it is started with `--api-key`. */
const anyKey = 'KEY_emulator'

/**
 * Returns the target: `--base-url`, else `TELNYX_BASE_URL`, else Telnyx if `TELNYX_API_KEY` is set, else the
 * emulator at its default address.
 *
 * @param optionName - the option that the base URL was given with, for messages.
 * @throws {CommandError} for an invalid URL, or without the key that Telnyx needs.
 */
export function readTarget(
  options: TargetOptions,
  env: TargetEnvironment,
  optionName = '--base-url',
): Target {
  // An empty variable is one that is not set.
  const apiKey = env.TELNYX_API_KEY?.trim() || undefined
  if (apiKey !== undefined && !/^[\x21-\x7e]+$/.test(apiKey))
    fail('TELNYX_API_KEY contains characters that no API key has')
  const [text, source] = options.baseUrl
    ? [options.baseUrl, optionName]
    : env.TELNYX_BASE_URL
      ? [env.TELNYX_BASE_URL, 'TELNYX_BASE_URL']
      : [apiKey === undefined ? emulatorUrl : telnyxUrl, '']
  const url = readUrl(text, source)
  // The address of an emulator without the path of its API is a frequent mistake.
  if (url.pathname === '/') url.pathname = '/v2'
  const baseUrl = url.href.replace(/\/+$/, '')
  const isTelnyx = url.hostname === new URL(telnyxUrl).hostname
  if (isTelnyx && apiKey === undefined) fail('TELNYX_API_KEY must contain the API key of Telnyx')
  return {
    baseUrl,
    origin: baseUrl.replace(/\/v2$/, ''),
    apiKey: apiKey ?? anyKey,
    isTelnyx,
    isLocal: /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname),
  }
}

function readUrl(text: string, source: string): URL {
  const url = URL.parse(text)
  // The URL is not repeated: it may contain a password.
  if (!url || !/^https?:$/.test(url.protocol)) fail(`${source} must be an http or https URL`)
  if (url.username || url.password) fail(`${source} must not contain a user name or a password`)
  if (url.search || url.hash) fail(`${source} must not contain a query or a fragment`)
  return url
}
