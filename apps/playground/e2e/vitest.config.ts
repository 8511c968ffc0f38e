import { project } from '../../../tools/vitest-project.ts'

/** End-to-end tests of the built playground in Chromium. Build it first. */
export default project('playground-e2e', {
  include: ['*.test.ts'],
  testTimeout: 90_000,
  hookTimeout: 60_000,
  fileParallelism: false,
})
