import { packPackages } from '../pack.ts'
import type { Project } from './projects.ts'
import { createMemory, hashOfProject, hashOfTrials, record } from './results.ts'
import { tryProject } from './try-project.ts'

export interface RunOptions {
  /** Whether projects are tried that have passed with the same files. Default: false. */
  readonly isForced?: boolean
  /** Whether the folders are kept. Default: false. */
  readonly isKept?: boolean
  /** Whether the results are written to the repository. Default: false. */
  readonly isRecorded?: boolean
}

/** Tries projects one after the other, and returns a text per project that failed. */
export async function tryProjects(
  root: string,
  projects: readonly Project[],
  { isForced = false, isKept = false, isRecorded = false }: RunOptions = {},
): Promise<string[]> {
  const packed = packPackages(root)
  const memory = createMemory(root)
  const failures: string[] = []
  for (const project of projects) {
    const files = hashOfProject(root, project)
    const key = [packed.hash, files, hashOfTrials(root), process.version].join(' ')
    if (!isForced && memory.has(project.name, key)) {
      console.log(`  ${project.name}: passed before`)
      continue
    }
    const begin = performance.now()
    const elapsed = () => `${((performance.now() - begin) / 1000).toFixed(1)} s`
    const log = (text: string) => console.log(`  ${project.name} ${text} (${elapsed()})`)
    try {
      const result = await tryProject(project, { root, packed, files, isKept, log })
      memory.add(project.name, key)
      if (isRecorded) record(root, project.name, result)
      console.log(`  ${project.name}: passed (${elapsed()})`)
    } catch (error) {
      if (isRecorded) record(root, project.name, undefined)
      failures.push(`${project.name}: ${error instanceof Error ? error.message : error}`)
      console.log(`  ${project.name}: failed (${elapsed()})`)
    }
  }
  return failures
}
