import { project } from '../../../tools/vitest-project.ts'

/** Live rooms of ours over the vendor's package, untouched, in Chromium with fake devices. */
export default project('live-e2e', {
  include: ['*.test.ts'],
  testTimeout: 90_000,
  hookTimeout: 90_000,
  fileParallelism: false,
})
