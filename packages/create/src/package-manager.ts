/** A program that installs packages and runs scripts. */
export type PackageManager = 'npm' | 'pnpm' | 'yarn' | 'bun'

/** How each package manager runs a program of the project. */
const execCommands: Readonly<Record<PackageManager, string>> = {
  npm: 'npx',
  pnpm: 'pnpm exec',
  yarn: 'yarn',
  bun: 'bunx',
}

/** The supported package managers. */
export const packageManagers = Object.keys(execCommands) as readonly PackageManager[]

/**
 * Returns the package manager that runs this process.
 *
 * @param userAgent - value of the environment variable `npm_config_user_agent`, which each of them sets, such
 *   as `pnpm/12.21.0 npm/? node/v24.21.0 linux x64`. Default: npm
 */
export function detectPackageManager(userAgent: string | undefined): PackageManager {
  const program = userAgent?.split('/')[0]
  return packageManagers.find((name) => name === program) ?? 'npm'
}

/**
 * Replaces npm's commands in a text by those of another package manager. Scripts are always called with
 * `run`, because pnpm has a command `deploy`, and Bun has a command `test`.
 *
 * @example
 * ```js
 * translateCommands('npm test && npx wrangler whoami', 'pnpm') // 'pnpm run test && pnpm exec wrangler whoami'
 * ```
 */
export function translateCommands(text: string, manager: PackageManager): string {
  if (manager === 'npm') return text
  return text
    .replaceAll(/\bnpm (run|install)\b/g, `${manager} $1`)
    .replaceAll(/\bnpm test\b/g, `${manager} run test`)
    .replaceAll(/\bnpx /g, `${execCommands[manager]} `)
}
