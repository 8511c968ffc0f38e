import { stat } from 'node:fs/promises'
import type { Command } from 'commander'
import { fail } from '../fail.ts'
import { type Secret, secretNames } from './findings.ts'
import { minSecretLength, secretsOfEnvironment, secretsOfProject } from './known-secrets.ts'
import { report } from './report.ts'
import { scan } from './scan.ts'

/** Adds the command that searches a bundle for keys and server code. */
export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('searches a browser bundle for API keys, secrets and server code')
    .argument('<folder>', 'output folder of the build')
    .option(
      '--secret-env <name>',
      'also searches for the value of this environment variable; repeatable',
      (name: string, names: readonly string[]) => [...names, name],
      [],
    )
    .option('--json', 'prints the findings as JSON')
    .addHelpText(
      'after',
      `
Values of ${secretNames.join(', ')}
and secrets in .env and .dev.vars files are always searched for.

Exit status: 0 if the folder is clean, 1 if there are findings, 2 if the folder cannot be searched.`,
    )
    .action(examine)
}

interface DoctorFlags {
  readonly secretEnv: readonly string[]
  readonly json?: true
}

async function examine(folder: string, { secretEnv, json }: DoctorFlags): Promise<void> {
  const found = await stat(folder).catch(() =>
    fail(`${folder} does not exist. Build the app first, or name its output folder`),
  )
  if (!found.isDirectory()) fail(`${folder} is not a folder`)
  const named = secretEnv.map(readSecret)
  const known = [...secretsOfEnvironment(process.env), ...secretsOfProject(folder, process.cwd())]
  const secrets = [...named, ...known.filter(({ value }) => !named.some((other) => other.value === value))]
  try {
    const result = await scan(folder, secrets)
    if (result.files === 0) {
      fail(`${folder} contains no files. Build the app first, or name its output folder`)
    }
    console.log(json ? JSON.stringify(result, null, 2) : report(result))
    process.exitCode = result.findings.length > 0 ? 1 : 0
  } catch (error) {
    fail(`${folder} cannot be read: ${(error as Error).message}`)
  }
}

/** Reads a secret that the command line names. */
function readSecret(name: string): Secret {
  const value = Object.hasOwn(process.env, name) ? process.env[name] : undefined
  if (!value) fail(`--secret-env ${name}: the variable is not set`)
  if (value.length < minSecretLength) {
    fail(`--secret-env ${name}: the value must have at least ${minSecretLength} characters`)
  }
  return { name, value }
}
