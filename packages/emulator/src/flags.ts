/**
 * The flags with which commands start the emulator.
 *
 * @module
 */
import { readRateLimit } from './conditions/rate-limit.ts'
import type { StartOptions } from './node.ts'

/** A flag of a command that starts the emulator. */
export interface StartFlag {
  /** Its name without dashes. */
  readonly name: string
  /** Placeholder of its value. Absent for a switch. */
  readonly value?: string
  readonly description: string
  /** Whether it may be given several times. Default: false. */
  readonly isRepeatable?: true
}

/** The values of flags by name: a text, a list of texts if it is repeatable, or whether a switch is on. */
export type StartFlagValues = Readonly<
  Record<string, string | boolean | readonly (string | boolean)[] | undefined>
>

/** The flags, in the order in which a help shows them. */
export const startFlags: readonly StartFlag[] = [
  { name: 'port', value: '<number>', description: 'port to listen on (default 4010; 0 uses any free port)' },
  { name: 'host', value: '<address>', description: 'address to listen on (default 127.0.0.1)' },
  { name: 'seed', value: '<name>', description: 'initial data: demo or empty (default demo)' },
  { name: 'api-key', value: '<key>', description: 'the only API key to accept (default: any)' },
  {
    name: 'account-sid',
    value: '<sid>',
    description: 'SID of the account (default: random; see GET /_emulator)',
  },
  { name: 'latency', value: '<ms>', description: 'minimum duration of each call (default 0)' },
  {
    name: 'rate-limit',
    value: '<n/s>',
    description: 'maximum request rate: 20/s, 600/m, 5000/h (default: no limit)',
  },
  {
    name: 'manual-clock',
    description: 'moves the clock only through the control API (default: with real time)',
  },
  { name: 'auto-answer', description: 'answers phone calls automatically after 4 s' },
  { name: 'webhooks-anywhere', description: 'sends webhooks to other machines too (default: loopback only)' },
  {
    name: 'allow-host',
    value: '<name>',
    description: 'another host name that requests may name; repeatable',
    isRepeatable: true,
  },
  { name: 'control-anywhere', description: 'lets other machines use the control API and the inspector' },
  { name: 'no-media', description: 'live rooms without video and audio' },
  { name: 'lan', description: 'lets other machines join live rooms (with --host 0.0.0.0)' },
  { name: 'lenient', description: 'ignores unknown fields, and takes "10" for 10 and "true" for true' },
]

/** The value of a flag is invalid. Its message names the flag and what was expected. */
export class FlagError extends Error {
  override readonly name = 'FlagError'
}

/**
 * Returns the options of `startEmulator` for the values of flags. Flags without a value get their defaults:
 * port 4010, the host 127.0.0.1 and the seed `demo`.
 *
 * @throws {FlagError} for an invalid value.
 *
 * @example
 * ```ts
 * import { readStartFlags } from '@greenroom/emulator/flags'
 * import { startEmulator } from '@greenroom/emulator/node'
 *
 * const { url, close } = await startEmulator(readStartFlags({ port: '0', 'manual-clock': true }))
 * console.log(url)
 * await close()
 * ```
 */
export function readStartFlags(values: StartFlagValues): StartOptions {
  const given = new Map(Object.entries(values))
  const text = (name: string, fallback: string) => textOf(given.get(name)) ?? fallback
  const isOn = (name: string) => given.get(name) === true
  const port = text('port', '4010')
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw new FlagError(`--port must be a number from 0 to 65535, not ${port}`)
  const seed = text('seed', 'demo')
  if (seed !== 'demo' && seed !== 'empty') throw new FlagError(`--seed must be demo or empty, not ${seed}`)
  const latency = text('latency', '0')
  if (!/^\d{1,6}$/.test(latency))
    throw new FlagError(`--latency must be a number of milliseconds, not ${latency}`)
  const limit = textOf(values['rate-limit'])
  const rateLimit = limit === undefined ? undefined : readRateLimit(limit)
  if (limit !== undefined && !rateLimit)
    throw new FlagError(`--rate-limit must have the form 20/s, not ${limit}`)
  return {
    port: Number(port),
    host: text('host', '127.0.0.1'),
    seed,
    apiKey: textOf(values['api-key']),
    accountSid: textOf(values['account-sid']),
    latencyMs: Number(latency),
    rateLimit,
    clock: isOn('manual-clock') ? 'manual' : 'running',
    autoAnswer: isOn('auto-answer'),
    webhooksAnywhere: isOn('webhooks-anywhere'),
    allowedHosts: [values['allow-host'] ?? []].flat().filter((host) => typeof host === 'string'),
    controlAnywhere: isOn('control-anywhere'),
    media: !isOn('no-media'),
    lan: isOn('lan'),
    lenient: isOn('lenient'),
  }
}

function textOf(value: StartFlagValues[string]): string | undefined {
  return typeof value === 'string' ? value : undefined
}
