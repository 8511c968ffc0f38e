import { project } from '../../tools/vitest-project.ts'

/** Deno imports the built packages, not their sources. */
export default project('scripts', { include: ['test/**/*.test.ts'], testTimeout: 30_000 })
