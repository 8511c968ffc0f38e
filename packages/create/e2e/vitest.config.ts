import { project } from '../../../tools/vitest-project.ts'

/** Creates projects from packed packages, and uses them as their developers do. Build all packages first. */
export default project('create-e2e', {
  include: ['*.test.ts'],
  testTimeout: 240_000,
  hookTimeout: 240_000,
  fileParallelism: false,
})
