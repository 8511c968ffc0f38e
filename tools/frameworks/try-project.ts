import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@greenroom/core'
import { rooms } from '@greenroom/core/video'
import type { Emulator } from '@greenroom/emulator'
import { startEmulator } from '@greenroom/emulator/node'
import { type Packed, tarballDependencies } from '../pack.ts'
import { quiet } from '../quiet.ts'
import { freePort, ProgramError, type RunningProgram, runProgram, startProgram } from './processes.ts'
import type { Project, ServerTrial } from './projects.ts'
import type { Result } from './results.ts'
import { tryGateway } from './try-gateway.ts'
import { tryPages } from './try-pages.ts'
import { tryReactNative } from './try-react-native.ts'

interface Manifest {
  readonly scripts: Readonly<Record<string, string>>
  readonly dependencies: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}

export interface TrialOptions {
  readonly root: string
  readonly packed: Packed
  /** Identifies the files of the project. */
  readonly files: string
  /** Whether the folder is kept, to look at it. */
  readonly isKept: boolean
  /** Reports each step. */
  readonly log: (text: string) => void
}

/** Installs a project with the packed packages in an empty folder, builds it, and tries what it serves. */
export async function tryProject(project: Project, options: TrialOptions): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), `greenroom-${project.name}-`))
  try {
    const manifest = copyProject(project, folder, options)
    const env = environment(folder)
    options.log('installs')
    const install = ['install', '--prefer-offline', '--no-fund', '--no-audit', '--loglevel=error']
    await runProgram('npm', install, { cwd: folder, env })
    if (manifest.scripts['build']) {
      options.log('builds')
      await runProgram('npm', ['run', 'build'], { cwd: folder, env })
    }
    options.log('tries')
    const { trial } = project
    if (trial.kind === 'tests') await runProgram('npm', ['test'], { cwd: folder, env })
    else if (trial.kind === 'react-native') await tryReactNative(join(folder, trial.bundle))
    else await tryServer(trial, folder, env)
    return { versions: versionsOf(project, folder), files: options.files }
  } finally {
    if (options.isKept) options.log(`is in ${folder}`)
    else rmSync(folder, { recursive: true, force: true })
  }
}

/** Copies the files of a project, and replaces the versions of our packages by tarballs. */
function copyProject({ name, shared }: Project, folder: string, { root, packed }: TrialOptions): Manifest {
  const projects = join(root, 'tools/frameworks/projects')
  cpSync(join(projects, name), folder, { recursive: true })
  if (shared) cpSync(join(projects, 'shared'), join(folder, shared), { recursive: true })
  if (name === 'jest') writeFileSync(join(folder, 'jest.config.json'), jestSettings(root))
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
  const tarballs = tarballDependencies(packed)
  const pin = (versions: Readonly<Record<string, string>> = {}) =>
    Object.fromEntries(Object.entries(versions).map(([key, version]) => [key, tarballs[key] ?? version]))
  const direct = { ...manifest.dependencies, ...manifest.devDependencies }
  const indirect = Object.fromEntries(Object.entries(tarballs).filter(([key]) => !(key in direct)))
  const pinned = {
    ...manifest,
    dependencies: pin(manifest.dependencies),
    devDependencies: pin(manifest.devDependencies),
    overrides: indirect,
  }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(pinned, null, 2))
  return manifest
}

/** Returns the settings of Jest that the guide to testing states. */
function jestSettings(root: string): string {
  const guide = readFileSync(join(root, 'apps/docs/src/content/docs/guides/testing.md'), 'utf8')
  const settings = /## Jest\n.*?```json\n(.*?)```/s.exec(guide)?.[1]
  if (settings === undefined) throw new Error('The guide to testing has no settings for Jest.')
  return settings
}

/** Returns the environment of a user: without our settings, and with the commands of the project first. */
function environment(folder: string): NodeJS.ProcessEnv {
  const ours = /^(npm_|TELNYX_|GATEWAY_|NODE_(?!EXTRA_CA_CERTS$))/
  const kept = Object.entries(process.env).filter(([name]) => !ours.test(name))
  return {
    ...Object.fromEntries(kept),
    ...quiet,
    CI: '1',
    PATH: `${join(folder, 'node_modules/.bin')}:${process.env['PATH']}`,
  }
}

/** Serves the project beside an emulator with one room. The project receives the room's webhooks. */
async function tryServer(trial: ServerTrial, folder: string, env: NodeJS.ProcessEnv): Promise<void> {
  const { url: emulatorUrl, emulator, close } = await startEmulator()
  let server: RunningProgram | undefined
  try {
    const port = await freePort()
    const url = `http://127.0.0.1:${port}`
    const variables = {
      TELNYX_API_KEY: 'KEY_emulator',
      TELNYX_BASE_URL: `${emulatorUrl}/v2`,
      TELNYX_PUBLIC_KEY: await publicKeyOf(emulator),
      GATEWAY_SECRET: 'a secret for a project that is tried',
      APP_ORIGIN: url,
    }
    const client = createClient({ apiKey: 'KEY_emulator', fetch: emulator.fetch })
    const { id: roomId } = await rooms.create(client, {
      unique_name: 'standup',
      webhook_event_url: `${url}/telnyx/webhooks`,
    })
    if (trial.variablesFile) writeFileSync(join(folder, trial.variablesFile), asFile(variables))
    server = startProgram('npm', ['start', '--silent'], {
      cwd: folder,
      env: { ...env, ...(trial.variablesFile ? {} : variables), PORT: String(port) },
    })
    await untilServed(url, server)
    const app = { url, emulator, roomId }
    await tryGateway(app)
    await tryPages(app, trial.pages ?? [])
  } catch (error) {
    throw new ProgramError(`${String(error)}\nThe server printed:\n${server?.output() ?? ''}`, {
      cause: error,
    })
  } finally {
    await server?.stop()
    await close()
  }
}

async function publicKeyOf(emulator: Emulator): Promise<string> {
  const response = await emulator.fetch('http://emulator/_emulator')
  const { webhook_public_key } = (await response.json()) as { readonly webhook_public_key: string }
  return webhook_public_key
}

function asFile(variables: Readonly<Record<string, string>>): string {
  return Object.entries(variables)
    .map(([name, value]) => `${name}="${value}"\n`)
    .join('')
}

/** Resolves when a server responds, whatever its status is. */
async function untilServed(url: string, server: RunningProgram): Promise<void> {
  let hasEnded = false
  server.exit.then(
    () => {
      hasEnded = true
    },
    () => {
      hasEnded = true
    },
  )
  const end = Date.now() + 120_000
  while (!hasEnded && Date.now() < end) {
    const response = await fetch(url, { signal: AbortSignal.timeout(60_000) }).catch(() => undefined)
    await response?.body?.cancel()
    if (response) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new ProgramError(hasEnded ? 'npm start has ended' : 'npm start serves nothing')
}

/** Returns the versions that are installed. */
function versionsOf({ shows }: Project, folder: string): Record<string, string> {
  return Object.fromEntries(
    shows.map((name) => {
      const file = join(folder, 'node_modules', name, 'package.json')
      const { version } = existsSync(file)
        ? (JSON.parse(readFileSync(file, 'utf8')) as { version: string })
        : { version: '' }
      return [name, version]
    }),
  )
}
