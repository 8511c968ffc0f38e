import { spawn } from 'node:child_process'
import type { PackageManager } from './package-manager.ts'

/** Result of an installation. */
export interface Installation {
  readonly isComplete: boolean
  /** What the package manager printed. */
  readonly output: string
}

/** Quiet installations, which prefer packages that were downloaded before. */
const installArguments: Readonly<Record<PackageManager, readonly string[]>> = {
  npm: ['install', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'],
  pnpm: ['install', '--prefer-offline', '--reporter=append-only', '--loglevel=warn'],
  yarn: ['install'],
  bun: ['install', '--prefer-offline'],
}

/** Installs the dependencies of a project. Resolves also if the package manager fails or does not exist. */
export function installDependencies(folder: string, manager: PackageManager): Promise<Installation> {
  return new Promise((resolve) => {
    let output = ''
    const child = spawn(manager, installArguments[manager], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      // In CI, Yarn refuses to fill a new lockfile.
      env: { ...process.env, YARN_ENABLE_IMMUTABLE_INSTALLS: 'false' },
      // On Windows, package managers are batch files.
      shell: process.platform === 'win32',
    })
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text
      })
    }
    child.on('error', (error) => resolve({ isComplete: false, output: error.message }))
    child.on('close', (code) => resolve({ isComplete: code === 0, output: output.trim() }))
  })
}
