import { project } from '../../../tools/vitest-project.ts'

/** What only a browser tells: its devices, those that it has not, and those that it must not use. */
export default project('react-e2e', {
  include: ['*.test.ts'],
  testTimeout: 60_000,
  hookTimeout: 60_000,
  fileParallelism: false,
})
