#!/usr/bin/env node
import { type ParseArgsConfig, parseArgs } from 'node:util'
import { FlagError, readStartFlags, type StartFlagValues, startFlags } from './flags.ts'
import { type StartOptions, startEmulator } from './node.ts'
import { version } from './version.ts'

const help = [
  `greenroom-emulator ${version}: Telnyx Video and TeXML on this machine`,
  '',
  ...startFlags.map(
    ({ name, value = '', description }) => `  ${`--${name} ${value}`.trimEnd().padEnd(19)} ${description}`,
  ),
  '  --help, --version   prints this help or the version',
].join('\n')

/** Prints an error and exits with status 1. */
function fail(message: string): never {
  console.error(message)
  process.exit(1)
}

function readArguments(): StartFlagValues {
  const flags = startFlags.map(({ name, value, isRepeatable = false }) => {
    const type: 'boolean' | 'string' = value === undefined ? 'boolean' : 'string'
    return [name, { type, multiple: isRepeatable }] as const
  })
  const options: ParseArgsConfig['options'] = {
    ...Object.fromEntries(flags),
    help: { type: 'boolean' },
    version: { type: 'boolean' },
  }
  try {
    return parseArgs({ options }).values
  } catch (error) {
    return fail(`${(error as Error).message.split(/\. |\.?\n/)[0]}. See greenroom-emulator --help`)
  }
}

function readOptions(values: StartFlagValues): StartOptions {
  try {
    return readStartFlags(values)
  } catch (error) {
    if (error instanceof FlagError) return fail(error.message)
    throw error
  }
}

const values = readArguments()
if (values['help'] || values['version']) {
  console.log(values['help'] ? help : version)
  process.exit(0)
}
const options = readOptions(values)
try {
  const { url, close } = await startEmulator(options)
  console.log(`The API is at ${url}/v2, its control API at ${url}/_emulator`)
  console.log(`The inspector is at ${url}/, the phone at ${url}/phone`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => void close().then(() => process.exit(0)))
  }
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException
  fail(
    code === 'EADDRINUSE'
      ? `Port ${options.port} is in use. Choose another port with --port.`
      : `The emulator could not start: ${message}`,
  )
}
