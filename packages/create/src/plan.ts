import { completeManifest, type Manifest, type ManifestOptions, settingsOf } from './manifest.ts'
import { translateCommands } from './package-manager.ts'
import { workerName } from './project-name.ts'

/** Contents of text files, by path relative to a folder, with `/`. */
export type Files = ReadonlyMap<string, string>

/** What a project depends on besides its template. */
export interface PlanOptions extends ManifestOptions {
  /** Returns a new secret of at least 32 bytes. */
  readonly createSecret: () => string
}

/** Names in a template of files that npm would not pack under their real names. */
const realNames: ReadonlyMap<string, string> = new Map([
  ['_gitignore', '.gitignore'],
  ['_dev.vars', '.dev.vars'],
  ['_env.local', '.env.local'],
  ['_env', '.env'],
])

/** The name of each template's project, which is replaced. */
const placeholder = 'greenroom-app'

/**
 * Returns the files of a new project: those of the template with the project's name, complete versions, new
 * secrets, and the commands of the package manager.
 *
 * @throws {CreateError} if a version is unknown.
 */
export function planProject(template: Files, options: PlanOptions): Files {
  const files = new Map(settingsOf(options))
  for (const [path, text] of template) files.set(realNames.get(path) ?? path, complete(path, text, options))
  return files
}

function complete(path: string, text: string, options: PlanOptions): string {
  if (path === 'package.json') {
    const manifest = completeManifest(JSON.parse(text) as Manifest, options)
    return `${JSON.stringify(manifest, null, 2)}\n`
  }
  if (path === '_gitignore' && options.packageManager === 'yarn') return `${text}.yarn/install-state.gz\n`
  const name = path === 'wrangler.jsonc' ? workerName(options.name) : options.name
  return translateCommands(text, options.packageManager)
    .replaceAll(placeholder, () => name)
    .replaceAll('{{secret}}', options.createSecret)
}
