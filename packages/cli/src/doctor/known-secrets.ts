import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { parseEnv } from 'node:util'
import { type Secret, secretNames } from './findings.ts'

/** A shorter value occurs in many texts that have nothing to do with it. */
export const minSecretLength = 8

const envFile = /^\.(?:env|dev\.vars)(?:\.(?!example|sample|template|defaults?$)[\w.-]+)?$/
const isPublicName = /(?:^|_)(?:PUBLIC|PUBLISHABLE)_(?:KEY|TOKEN)/
const secretName =
  /(?:^|_)(?:SECRETS?|TOKEN|PASSWORD|PASSWD|PASSPHRASE|CREDENTIALS?|PRIVATE|APIKEY|API_KEY)(?:_|$)/
/** Names that a bundler puts into the bundle on purpose. */
const inlinedName = /^(?:VITE|NEXT_PUBLIC|PUBLIC|REACT_APP|NUXT_PUBLIC|EXPO_PUBLIC|GATSBY)_/
const minUnnamedLength = 16

/** Returns the gateway's own secrets that the environment contains. */
export function secretsOfEnvironment(env: NodeJS.ProcessEnv): Secret[] {
  return secretNames.flatMap((name) => {
    const value = env[name] ?? ''
    return value.length < minSecretLength ? [] : [{ name, value }]
  })
}

/**
 * Returns the secrets in the `.env` and `.dev.vars` files of the project: those of the current folder, and of
 * the folders above the scanned one, up to the nearest `package.json`.
 */
export function secretsOfProject(folder: string, workingFolder: string): Secret[] {
  const folders = new Set([resolve(workingFolder), ...foldersAbove(resolve(folder))])
  const secrets = [...folders].flatMap((path) =>
    envFilesOf(path).flatMap((file) =>
      Object.entries(parseEnv(readFileSync(join(path, file), 'utf8')))
        .filter(([name, value]) => isSecret(name, value ?? ''))
        .map(([name, value = '']) => ({ name: `${name} (${file})`, value })),
    ),
  )
  return [...new Map(secrets.map((secret) => [secret.value, secret])).values()]
}

function foldersAbove(folder: string): string[] {
  const folders: string[] = []
  for (let path = folder; path !== dirname(path); ) {
    path = dirname(path)
    folders.push(path)
    if (existsSync(join(path, 'package.json'))) return folders
  }
  // Without a manifest, the folders above belong to other projects.
  return []
}

function envFilesOf(path: string): string[] {
  try {
    return readdirSync(path).filter((file) => envFile.test(file))
  } catch {
    return []
  }
}

function isSecret(name: string, value: string): boolean {
  if (value.length < minSecretLength || isPublicName.test(name)) return false
  if (secretName.test(name)) return true
  // Every other variable is private unless a bundler publishes it. URLs and paths are no secrets.
  return (
    !inlinedName.test(name) && value.length >= minUnnamedLength && !/^(?:\w+:\/\/|\.{0,2}\/)|\s/.test(value)
  )
}
