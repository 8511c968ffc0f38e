/**
 * Sets up the workspace on a machine with Node 20 or later and npm, then runs a program of `tools/` with the
 * workspace's Node. It is plain JavaScript without dependencies, because nothing is installed yet.
 */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const [command = 'setup', ...args] = process.argv.slice(2)

const pnpm = installPnpm()
installDependencies()
if (command !== 'setup') runTool()

function fail(message) {
  console.error(message)
  process.exit(1)
}

function run(program, programArgs, message) {
  const { status } = spawnSync(program, programArgs, { cwd: root, stdio: 'inherit' })
  if (status !== 0) fail(message)
}

/** Installs the pnpm version that package.json names into a folder of the workspace, and returns its path. */
function installPnpm() {
  const bin = join(root, '.tools', 'bin')
  const program = join(bin, 'pnpm')
  const wanted = manifest.packageManager.split('@')[1]
  const found = existsSync(program)
    ? spawnSync(program, ['--version'], { cwd: root, encoding: 'utf8' }).stdout
    : ''
  if (found.trim() !== wanted) {
    console.log(`Installing pnpm ${wanted} …`)
    run(
      'npm',
      [
        'install',
        '--global',
        '--prefix',
        join(root, '.tools'),
        '--allow-scripts=pnpm',
        '--no-fund',
        '--no-audit',
        '--loglevel=error',
        `pnpm@${wanted}`,
      ],
      'pnpm could not be installed. Is the npm registry reachable?',
    )
  }
  process.env.PATH = [bin, join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter)
  return program
}

/** Installs the dependencies of the lockfile if a manifest has changed since the last installation. */
function installDependencies() {
  const stamp = join(root, 'node_modules', '.setup')
  const state = createHash('sha256')
  for (const file of manifests()) state.update(file).update(readFileSync(join(root, file)))
  const digest = state.digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return
  console.log('Installing dependencies …')
  run(
    pnpm,
    ['install', '--frozen-lockfile', '--reporter=append-only', '--loglevel=warn'],
    'The dependencies could not be installed.',
  )
  writeFileSync(stamp, digest)
}

function manifests() {
  const members = ['packages', 'apps'].flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => join(folder, name, 'package.json')),
  )
  return ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', ...members].filter((file) =>
    existsSync(join(root, file)),
  )
}

/** Returns the path of the workspace's Node, or of the running Node if the platform has no package. */
function workspaceNode() {
  const platform = `node-${process.platform}-${process.arch}`
  const own = join(root, 'node_modules', platform, 'bin', 'node')
  if (existsSync(own)) return own
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath
  return fail(
    `No package ${platform} is installed, and this Node ${process.versions.node} is older than 22.18.`,
  )
}

function runTool() {
  const node = workspaceNode()
  process.env.PATH = [dirname(node), process.env.PATH].join(delimiter)
  const tool = join(root, 'tools', `${command}.ts`)
  if (!existsSync(tool)) fail(`Unknown command '${command}'.`)
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', tool, ...args], {
    cwd: root,
    stdio: 'inherit',
  })
  // Ctrl-C reaches the child as well, from the terminal; a signal sent to this process alone is passed on.
  process.on('SIGINT', () => undefined)
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))
}
