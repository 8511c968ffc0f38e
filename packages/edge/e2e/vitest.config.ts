import { project } from '../../../tools/vitest-project.ts'

/** Tests of the gateway's pages in Chromium. */
export default project('edge-e2e', {
  include: ['*.test.ts'],
  testTimeout: 60_000,
  hookTimeout: 60_000,
  fileParallelism: false,
})
