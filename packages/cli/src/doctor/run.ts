import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fail } from '../command-error.ts'
import { type OutputOptions, printNote, printResult } from '../output/print.ts'
import { withSpinner } from '../output/spinner.ts'
import { findDefaultFolders, searchedFor } from './default-folders.ts'
import type { Secret } from './findings.ts'
import { minSecretLength, secretsOfEnvironment, secretsOfProject } from './known-secrets.ts'
import { UnreadableFile } from './read-text.ts'
import { report } from './report.ts'
import { type Scan, scan } from './scan.ts'

/** Options of `doctor`. */
export interface DoctorOptions extends OutputOptions {
  readonly secretEnv?: readonly string[]
}

/** Searches folders, and prints the findings. Without folders, it searches those of frameworks. */
export async function examine(named: readonly string[], options: DoctorOptions): Promise<void> {
  const secrets = (options.secretEnv ?? []).map(readSecret)
  const folders = named.length > 0 ? [...new Set(named)] : findFolders()
  if (named.length === 0) printNote(`Searching ${folders.join(', ')}`, options)
  for (const folder of folders) await checkFolder(folder)
  const scans = await withSpinner('Searching', options, async () => {
    const scans: Scan[] = []
    for (const folder of folders) scans.push(await examineFolder(folder, secrets))
    return scans
  })
  // A finding names its folder unless the command line names a single folder.
  const isPrefixed = named.length !== 1
  const findings = scans.flatMap((scan, index) =>
    scan.findings.map((finding) => ({
      ...finding,
      file: isPrefixed ? join(folders[index] ?? '', finding.file) : finding.file,
    })),
  )
  const result = { folders, files: scans.reduce((sum, { files }) => sum + files, 0), findings }
  printResult(result, report(result), options)
  process.exitCode = findings.length > 0 ? 1 : 0
}

function findFolders(): string[] {
  const folders = findDefaultFolders(process.cwd())
  if (folders.length > 0) return folders
  return fail(`No folder of a build was found. Searched for ${searchedFor}. Build the app first, or name it`)
}

async function checkFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch(() =>
    fail(`${folder} does not exist. Build the app first, or name its output folder`),
  )
  if (!found.isDirectory()) fail(`${folder} is not a folder`)
}

async function examineFolder(folder: string, named: readonly Secret[]): Promise<Scan> {
  const known = [...secretsOfEnvironment(process.env), ...secretsOfProject(folder, process.cwd())]
  const secrets = [...named, ...known.filter(({ value }) => !named.some((other) => other.value === value))]
  const result = await scan(folder, secrets).catch((error: unknown) => {
    if (!(error instanceof UnreadableFile) && !(error as NodeJS.ErrnoException).code) throw error
    return fail(`${folder} cannot be read: ${(error as Error).message}`)
  })
  if (result.files === 0) fail(`${folder} contains no files. Build the app first, or name its output folder`)
  return result
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
