import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { packPackages } from '../../../tools/pack.ts'
import { quiet } from '../../../tools/quiet.ts'
import { root } from '../../../tools/run.ts'

/** What a finished command printed, and how it ended. */
export interface Finished {
  readonly code: number
  readonly output: string
}

/** A running development server. */
export interface DevServer {
  /** URL of the app. */
  readonly url: string
  stop(): Promise<void>
}

/** A folder outside of the workspace where the generator is installed from its tarball. */
export interface Workshop {
  readonly folder: string
  /** Runs a command in a folder below this one. */
  run(folder: string, ...command: readonly [string, ...string[]]): Promise<Finished>
  /** Runs the generator as the package manager does. */
  create(...args: readonly string[]): Promise<Finished>
  /** Starts the development server of a project, and resolves once it prints its URL. */
  dev(project: string): Promise<DevServer>
  close(): Promise<void>
}

/** How each package manager introduces itself, and the package that has it. */
const managers = {
  npm: { userAgent: 'npm/11.19.1 node/v24.21.0', packages: {} },
  pnpm: { userAgent: 'pnpm/12.21.0 npm/? node/v24.21.0', packages: {} },
  yarn: { userAgent: 'yarn/4.18.1 npm/? node/v24.21.0', packages: { '@yarnpkg/cli-dist': '4.18.1' } },
  bun: { userAgent: 'bun/1.4.5 npm/? node/v24.21.0', packages: { bun: '1.4.5' } },
} as const

/** Packs all packages, and installs the generator and the package manager of the projects. */
export async function openWorkshop(manager: keyof typeof managers = 'pnpm'): Promise<Workshop> {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-create-'))
  const generator = packPackages(root).packages.find(({ manifest }) => manifest.name === 'create-greenroom')
  if (!generator) throw new Error('create-greenroom was not packed.')
  const children = new Set<ChildProcess>()

  const start = (where: string, command: string, args: readonly string[]) => {
    const child = spawn(command, args, {
      cwd: join(folder, where),
      stdio: ['ignore', 'pipe', 'pipe'],
      // The leader of a process group, which is stopped as a whole.
      detached: true,
      env: {
        ...process.env,
        ...quiet,
        GREENROOM_PACKAGES: dirname(generator.tarball),
        npm_config_user_agent: managers[manager].userAgent,
        PATH: [join(folder, 'node_modules/.bin'), process.env['PATH']].join(delimiter),
        NODE_ENV: undefined,
        CI: '1',
      },
    })
    children.add(child)
    child.on('exit', () => children.delete(child))
    return child
  }
  const run: Workshop['run'] = async (where, command, ...args) => {
    const child = start(where, command, args)
    const output = collect(child)
    const [code] = await once(child, 'close')
    return { code, output: output() }
  }

  // Written instead of added: `pnpm add bun` would record a runtime and not install the package.
  const manifest = { private: true, dependencies: managers[manager].packages }
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest))
  await writeFile(join(folder, 'pnpm-workspace.yaml'), 'packages: []\nallowBuilds: { bun: true }\n')
  const installed = await run('', 'pnpm', 'add', '--prefer-offline', `file:${generator.tarball}`)
  if (installed.code !== 0) throw new Error(`The generator cannot be installed:\n${installed.output}`)

  return {
    folder,
    run,
    create: (...args) => run('', 'node', 'node_modules/create-greenroom/dist/cli.js', ...args),
    async dev(project) {
      const child = start(project, manager, ['run', 'dev'])
      return { url: await firstUrl(child), stop: () => stop(child) }
    },
    async close() {
      await Promise.all([...children].map(stop))
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function collect({ stdout, stderr }: ChildProcess): () => string {
  let text = ''
  for (const stream of [stdout, stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      text += stripVTControlCharacters(chunk)
    })
  }
  return () => text
}

/** Resolves to the first URL with the host `localhost` that a server prints. */
function firstUrl(child: ChildProcess): Promise<string> {
  const output = collect(child)
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', () => {
      const [url] = /http:\/\/localhost:\d+/.exec(output()) ?? []
      if (url) resolve(url)
    })
    child.on('exit', () => reject(new Error(`The server ended:\n${output()}`)))
  })
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  process.kill(-child.pid, 'SIGKILL')
  await ended
}
