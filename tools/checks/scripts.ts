import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { quiet } from '../quiet.ts'

/** How each script of the root package.json is tried. The rest of `.ci/run` runs those without an entry. */
const trials: Readonly<Record<string, ((root: string) => Promise<string[]> | string[]) | undefined>> = {
  setup: undefined,
  build: undefined,
  test: undefined,
  check: undefined,
  start: (root) => tryServer(root, 'start', ['EMULATOR_PORT', 'WORKER_PORT', 'WEB_PORT']),
  create: (root) => tryTool(root, 'create', ['--help']),
  docs: (root) => tryServer(root, 'docs', ['DOCS_PORT'], ['playground/']),
  bench: (root) => tryTool(root, 'bench', ['--quick']),
  soak: (root) => tryTool(root, 'soak', ['--dry-run']),
  drift: (root) => tryTool(root, 'drift', []),
  frameworks: (root) => tryTool(root, 'frameworks', ['--list']),
}

/** Runs the scripts of the root package.json that no other check runs, each in its shortest form. */
export async function checkScripts(root: string): Promise<string[]> {
  const { scripts } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as {
    readonly scripts: Readonly<Record<string, string>>
  }
  const problems: string[] = []
  for (const name of Object.keys(scripts)) {
    if (!(name in trials)) problems.push(`tools/checks/scripts.ts does not try the script '${name}'`)
    problems.push(...((await trials[name]?.(root)) ?? []))
  }
  return problems
}

function environment(): NodeJS.ProcessEnv {
  const { TELNYX_API_KEY: _, ...rest } = process.env
  return { ...rest, ...quiet }
}

function tryTool(root: string, name: string, args: readonly string[]): string[] {
  const { status, stdout, stderr } = spawnSync(process.execPath, [`tools/${name}.ts`, ...args], {
    cwd: root,
    encoding: 'utf8',
    env: environment(),
  })
  return status === 0 ? [] : [`${name} ${args.join(' ')} failed:\n${stdout}${stderr}`]
}

/**
 * Starts a tool that serves a page, on free ports, opens the printed URL and paths below it, and stops the
 * tool.
 */
async function tryServer(
  root: string,
  name: string,
  ports: readonly string[],
  paths: readonly string[] = [],
): Promise<string[]> {
  const child = spawn(process.execPath, [`tools/${name}.ts`], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...environment(), ...Object.fromEntries(ports.map((port) => [port, '0'])) },
  })
  const ended = once(child, 'exit')
  let errorOutput = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errorOutput += text
  })
  for await (const line of createInterface(child.stdout)) {
    if (!line.startsWith('http')) continue
    const urls = [line, ...paths.map((path) => new URL(path, line).href)]
    const statuses = await Promise.all(urls.map(async (url) => (await fetch(url)).status))
    child.kill('SIGINT')
    await ended
    return urls.flatMap((url, index) =>
      statuses[index] === 200 ? [] : [`${name}: ${url} has status ${statuses[index]}`],
    )
  }
  return [`${name} printed no URL:\n${errorOutput}`]
}
