import { project } from '../../../tools/vitest-project.ts'

/** Live rooms, with the vendor's package untouched, in Chromium with fake devices. */
export default project('emulator-e2e', {
  include: ['*.test.ts'],
  testTimeout: 120_000,
  hookTimeout: 120_000,
  fileParallelism: false,
  // A loaded machine takes its time; nothing is asserted about time here.
  expect: { poll: { timeout: 20_000 } },
})
