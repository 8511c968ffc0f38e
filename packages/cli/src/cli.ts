#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { type Secret, secretNames } from './doctor/findings.ts'
import { minSecretLength, secretsOfEnvironment, secretsOfProject } from './doctor/known-secrets.ts'
import { report } from './doctor/report.ts'
import { scan } from './doctor/scan.ts'

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string
}

const help = `greenroom ${version}

  greenroom doctor <folder>  Searches a browser bundle for API keys, secrets and server code.

  --secret-env <name>  Also searches for the value of this environment variable. Repeatable.
                       Values of ${secretNames.join(', ')} and secrets
                       in .env and .dev.vars files are always searched for.
  --json               Prints the findings as JSON.
  --help, --version    Prints this help, or the version.

Exit status: 0 if the folder is clean, 1 if there are findings, 2 if the folder cannot be searched.`

/** Prints one line on stderr and exits with status 2. */
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

/** Reads a secret that the command line names. */
function readSecret(name: string): Secret {
  const value = process.env[name]
  if (!value) fail(`--secret-env ${name}: the variable is not set`)
  if (value.length < minSecretLength) {
    fail(`--secret-env ${name}: the value must have at least ${minSecretLength} characters`)
  }
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
const found = await stat(folder).catch(() =>
  fail(`${folder} does not exist. Build the app first, or name its output folder`),
)
if (!found.isDirectory()) fail(`${folder} is not a folder`)

const named = flags['secret-env'].map(readSecret)
const known = [...secretsOfEnvironment(process.env), ...secretsOfProject(folder, process.cwd())]
const secrets = [...named, ...known.filter(({ value }) => !named.some((other) => other.value === value))]
try {
  const result = await scan(folder, secrets)
  if (result.files === 0) fail(`${folder} contains no files. Build the app first, or name its output folder`)
  console.log(flags.json ? JSON.stringify(result, null, 2) : report(result))
  process.exitCode = result.findings.length > 0 ? 1 : 0
} catch (error) {
  fail(`${folder} cannot be read: ${(error as Error).message}`)
}
