import { project } from '../../../tools/vitest-project.ts'

/** Live rooms over the unmodified vendor package, in Chromium with fake devices. */
export default project('live-e2e', {
  include: ['*.test.ts'],
  testTimeout: 90_000,
  hookTimeout: 90_000,
  fileParallelism: false,
})
