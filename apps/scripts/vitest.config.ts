import { project } from '../../tools/vitest-project.ts'

/** Deno takes the packages from their builds. */
export default project('scripts', { include: ['test/**/*.test.ts'], testTimeout: 30_000 })
