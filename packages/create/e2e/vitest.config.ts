import { project } from '../../../tools/vitest-project.ts'

/** Creates a project from packed packages, and uses it as its developers do. Build all packages first. */
export default project('create-e2e', {
  include: ['cloudflare.test.ts'],
  testTimeout: 240_000,
  hookTimeout: 240_000,
  fileParallelism: false,
})
