import { project } from '../../../tools/vitest-project.ts'

/** Tests that attack the Worker in a bare workerd, with requests that are sent byte for byte. */
export default project('worker-e2e', {
  include: ['*.test.ts'],
  testTimeout: 30_000,
  hookTimeout: 60_000,
  fileParallelism: false,
})
