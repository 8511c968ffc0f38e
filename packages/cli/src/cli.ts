#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { type Secret, secretNames } from './doctor/findings.ts'
import { report } from './doctor/report.ts'
import { scan } from './doctor/scan.ts'

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string
}

const help = `greenroom ${version}

  greenroom doctor <folder>  looks for API keys, secrets and server code in a browser's bundle

  --secret-env <name>  also looks for the value of this environment variable (repeatable); those of
                       ${secretNames.join(', ')} are looked for where they are set
  --json               prints what was found as JSON
  --help, --version    prints this, or the version

Ends with 0 when the folder is clean, 1 when something was found, 2 when it could not look.`

const shortest = 8

/** Says what is wrong in one line, and ends. */
function fail(message: string): never {
  console.error(message)
  process.exit(2)
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        'secret-env': { type: 'string', multiple: true, default: [] },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
        version: { type: 'boolean', default: false },
      },
    })
  } catch (error) {
    return fail(`${(error as Error).message.split('. ')[0]}. See greenroom --help`)
  }
}

/** The values that are looked for unasked; one too short to be a secret would be found everywhere. */
function knownSecrets(): Secret[] {
  return secretNames.flatMap((name) => {
    const value = process.env[name] ?? ''
    return value.length < shortest ? [] : [{ name, value }]
  })
}

/** A short value would be found everywhere, an absent one nowhere. */
function readSecret(name: string): Secret {
  const value = process.env[name]
  if (!value) fail(`--secret-env ${name}: the variable is not set`)
  if (value.length < shortest) fail(`--secret-env ${name}: its value has under ${shortest} characters`)
  return { name, value }
}

const { values: flags, positionals } = readArguments()
if (flags.help || flags.version) {
  console.log(flags.help ? help : version)
  process.exit(0)
}
const [command, folder, ...more] = positionals
if (command !== 'doctor') fail(`${command ?? 'Nothing'} is not a command. See greenroom --help`)
if (folder === undefined || more.length > 0) fail('doctor takes one folder. See greenroom --help')
const named = flags['secret-env'].map(readSecret)
const secrets = [
  ...named,
  ...knownSecrets().filter(({ name }) => !named.some((other) => other.name === name)),
]
const found = await stat(folder).catch(() =>
  fail(`There is no folder ${folder}: build first, or name another`),
)
if (!found.isDirectory()) fail(`${folder} is not a folder`)

try {
  const seen = await scan(folder, secrets)
  console.log(flags.json ? JSON.stringify(seen, null, 2) : report(seen))
  process.exitCode = seen.findings.length > 0 ? 1 : 0
} catch (error) {
  fail(`${folder} cannot be read: ${(error as Error).message}`)
}
