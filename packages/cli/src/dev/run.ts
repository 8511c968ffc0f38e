import { writeFile } from 'node:fs/promises'
import { createClient, isGreenroomError } from '@greenroom/core'
import { FlagError, readStartFlags, type StartFlagValues } from '@greenroom/emulator/flags'
import { type StartedEmulator, type StartOptions, startEmulator } from '@greenroom/emulator/node'
import { CommandError, fail } from '../command-error.ts'
import { createControlClient } from '../control/control-client.ts'
import { restoreState, retrieveStatus, type Status } from '../control/endpoints.ts'
import type { OutputOptions } from '../output/print.ts'
import { styled } from '../output/style.ts'
import { parseObject, readTextFile } from '../read-file.ts'
import { runApp } from './run-app.ts'

/** Options of `dev`, besides the emulator's. */
export interface DevOptions extends OutputOptions {
  readonly snapshot?: string
  readonly save?: string
}

/** Starts an emulator and a command beside it. Resolves when both have ended. */
export async function runDev(
  argv: readonly string[],
  options: DevOptions,
  flags: StartFlagValues,
): Promise<void> {
  const snapshot = options.snapshot === undefined ? undefined : await readSnapshot(options.snapshot)
  const emulator = await start(flags)
  try {
    const control = createControlClient(emulator.url)
    if (snapshot) await restore(control, snapshot, options.snapshot ?? '')
    const status = await retrieveStatus(control)
    const apiKey = typeof flags['api-key'] === 'string' ? flags['api-key'] : 'KEY_emulator'
    const environment = {
      TELNYX_BASE_URL: `${emulator.url}/v2`,
      TELNYX_API_KEY: apiKey,
      TELNYX_PUBLIC_KEY: status.webhook_public_key,
    }
    announce(emulator.url, status, environment, argv.length > 0, options)
    process.exitCode = await runApp(argv, environment, options)
    if (options.save !== undefined) await save(emulator, options.save)
  } finally {
    await emulator.close()
  }
}

/**
 * Starts an emulator with the values of its flags.
 *
 * @throws {CommandError} for an invalid value, and if the port is in use.
 */
export async function start(flags: StartFlagValues): Promise<StartedEmulator> {
  const options = readOptions(flags)
  try {
    return await startEmulator(options)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const reason =
      code === 'EADDRINUSE' ? await explainUse(options) : `The emulator could not start: ${message}`
    throw new CommandError(reason, 1)
  }
}

/** Explains what uses a port. Often it is an emulator that was started before. */
async function explainUse({ port, host = '127.0.0.1' }: StartOptions): Promise<string> {
  const url = `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`
  const client = createClient({ baseUrl: url, maxRetries: 0, timeoutMs: 1000 })
  const isEmulator = await retrieveStatus(client).then(
    () => true,
    () => false,
  )
  const advice = 'Choose another port with --port, or end what uses it'
  return `${isEmulator ? `An emulator already runs at ${url}/` : `Port ${port} is in use`}. ${advice}`
}

function readOptions(flags: StartFlagValues): StartOptions {
  try {
    return readStartFlags(flags)
  } catch (error) {
    if (error instanceof FlagError) return fail(error.message)
    throw error
  }
}

async function readSnapshot(file: string): Promise<Readonly<Record<string, unknown>>> {
  return parseObject(await readTextFile(file), file)
}

async function restore(
  control: ReturnType<typeof createControlClient>,
  snapshot: Readonly<Record<string, unknown>>,
  file: string,
): Promise<void> {
  try {
    await restoreState(control, snapshot)
  } catch (error) {
    if (!isGreenroomError(error)) throw error
    fail(`${file} is not a snapshot of the emulator: ${error.message}`)
  }
}

async function save({ emulator }: StartedEmulator, file: string): Promise<void> {
  const text = `${JSON.stringify(await emulator.snapshot())}\n`
  await writeFile(file, text).catch((error: Error) => fail(`${file} cannot be written: ${error.message}`))
}

function announce(
  url: string,
  { webhook_public_key, account_sid }: Status,
  environment: Readonly<Record<string, string>>,
  hasApp: boolean,
  { json }: OutputOptions,
): void {
  if (json) {
    const addresses = { url, api: `${url}/v2`, control: `${url}/_emulator`, phone: `${url}/phone` }
    console.log(JSON.stringify({ ...addresses, account_sid, webhook_public_key }))
    return
  }
  const lines = [
    ['Emulator', `${url}/`],
    ['Phone', `${url}/phone`],
    ['API', `${url}/v2`],
    ['Control', `${url}/_emulator`],
  ] as const
  for (const [name, address] of lines) console.log(`${name.padEnd(9)} ${styled('cyan', address)}`)
  if (hasApp) return
  console.log('\nIn another terminal, or in your app:')
  for (const [name, value] of Object.entries(environment)) console.log(`  ${name}=${value}`)
}
