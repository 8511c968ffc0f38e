import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packPackages } from '../pack.ts'
import { run } from '../run.ts'
import { createMemory } from './results.ts'

/** The name with which `npm run frameworks` selects this trial. */
export const templatesTrial = 'templates'

/**
 * Runs the tests that create projects from the templates of `create-greenroom`, unless they have passed with
 * the same packages. Returns a text if they fail.
 */
export async function tryTemplates(root: string, { isForced }: { isForced: boolean }): Promise<string[]> {
  const memory = createMemory(root)
  const key = [packPackages(root).hash, hashOfTests(root), process.version].join(' ')
  if (!isForced && memory.has(templatesTrial, key)) {
    console.log(`  ${templatesTrial}: passed before`)
    return []
  }
  const folder = 'packages/create/e2e'
  const code = await run('vitest', ['run', '--root', folder, '--config', 'templates.vitest.config.ts'])
  if (code !== 0) return [`${templatesTrial}: the tests of ${folder} failed`]
  memory.add(templatesTrial, key)
  return []
}

function hashOfTests(root: string): string {
  const folder = join(root, 'packages/create/e2e')
  const hash = createHash('sha256')
  for (const file of globSync('*.ts', { cwd: folder }).sort()) hash.update(readFileSync(join(folder, file)))
  return hash.digest('hex').slice(0, 16)
}
