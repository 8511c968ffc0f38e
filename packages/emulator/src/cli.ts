#!/usr/bin/env node
import { parseArgs } from 'node:util'
import * as v from 'valibot'
import { readRateLimit } from './conditions/rate-limit.ts'
import { startEmulator } from './node.ts'
import { Seed } from './seed.ts'
import { version } from './version.ts'

const help = `greenroom-emulator ${version}: Telnyx Video and TeXML on this machine

  --port <number>     port to listen on (default 4010; 0 uses any free port)
  --host <address>    address to listen on (default 127.0.0.1)
  --seed <name>       initial data: demo or empty (default demo)
  --api-key <key>     the only API key to accept (default: any)
  --account-sid <sid> SID of the account (default: random; see GET /_emulator)
  --latency <ms>      minimum duration of each call (default 0)
  --rate-limit <n/s>  maximum request rate: 20/s, 600/m, 5000/h (default: no limit)
  --manual-clock      moves the clock only through the control API (default: with real time)
  --auto-answer       answers phone calls automatically after 4 s
  --webhooks-anywhere sends webhooks to other machines too (default: loopback only)
  --allow-host <name> another host name that requests may name; repeatable
  --control-anywhere  lets other machines use the control API and the inspector
  --no-media          live rooms without video and audio
  --lan               lets other machines join live rooms (with --host 0.0.0.0)
  --lenient           ignores unknown fields, and takes "10" for 10 and "true" for true
  --help, --version   prints this help or the version`

/** Prints an error and exits with status 1. */
function fail(message: string): never {
  console.error(message)
  process.exit(1)
}

function readFlags() {
  try {
    return parseArgs({
      options: {
        port: { type: 'string', default: '4010' },
        host: { type: 'string', default: '127.0.0.1' },
        seed: { type: 'string', default: 'demo' },
        'api-key': { type: 'string' },
        'account-sid': { type: 'string' },
        lenient: { type: 'boolean', default: false },
        latency: { type: 'string', default: '0' },
        'rate-limit': { type: 'string' },
        'no-media': { type: 'boolean', default: false },
        lan: { type: 'boolean', default: false },
        'manual-clock': { type: 'boolean', default: false },
        'auto-answer': { type: 'boolean', default: false },
        'webhooks-anywhere': { type: 'boolean', default: false },
        'allow-host': { type: 'string', multiple: true, default: [] },
        'control-anywhere': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
        version: { type: 'boolean', default: false },
      },
    }).values
  } catch (error) {
    return fail(`${(error as Error).message.split(/\. |\.?\n/)[0]}. See greenroom-emulator --help`)
  }
}

const flags = readFlags()
if (flags.help || flags.version) {
  console.log(flags.help ? help : version)
  process.exit(0)
}
if (!/^\d{1,5}$/.test(flags.port) || Number(flags.port) > 65_535)
  fail(`--port must be a number from 0 to 65535, not ${flags.port}`)
const seed = v.safeParse(Seed, flags.seed)
if (!seed.success) fail(`--seed must be demo or empty, not ${flags.seed}`)

if (!/^\d{1,6}$/.test(flags.latency)) fail(`--latency must be a number of milliseconds, not ${flags.latency}`)
const rateLimit = flags['rate-limit'] === undefined ? undefined : readRateLimit(flags['rate-limit'])
if (flags['rate-limit'] !== undefined && !rateLimit)
  fail(`--rate-limit must have the form 20/s, not ${flags['rate-limit']}`)

try {
  const { url, close } = await startEmulator({
    port: Number(flags.port),
    host: flags.host,
    seed: seed.output,
    apiKey: flags['api-key'],
    accountSid: flags['account-sid'],
    lenient: flags.lenient,
    clock: flags['manual-clock'] ? 'manual' : 'running',
    autoAnswer: flags['auto-answer'],
    latencyMs: Number(flags.latency),
    rateLimit,
    media: !flags['no-media'],
    lan: flags.lan,
    webhooksAnywhere: flags['webhooks-anywhere'],
    allowedHosts: flags['allow-host'],
    controlAnywhere: flags['control-anywhere'],
  })
  console.log(`The API is at ${url}/v2, its control API at ${url}/_emulator`)
  console.log(`The inspector is at ${url}/, the phone at ${url}/phone`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => void close().then(() => process.exit(0)))
  }
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException
  fail(
    code === 'EADDRINUSE'
      ? `Port ${flags.port} is in use. Choose another port with --port.`
      : `The emulator could not start: ${message}`,
  )
}
