import { project } from '../../../tools/vitest-project.ts'

/** What is tried at the Worker's door: in a bare workerd, byte for byte as it comes in. */
export default project('worker-e2e', {
  include: ['*.test.ts'],
  testTimeout: 30_000,
  hookTimeout: 60_000,
  fileParallelism: false,
})
