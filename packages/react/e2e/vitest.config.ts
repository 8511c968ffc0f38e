import { project } from '../../../tools/vitest-project.ts'

/** Tests of local devices that are available, missing or denied, which need a real browser. */
export default project('react-e2e', {
  include: ['*.test.ts'],
  testTimeout: 60_000,
  hookTimeout: 60_000,
  fileParallelism: false,
})
