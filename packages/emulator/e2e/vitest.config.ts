import { project } from '../../../tools/vitest-project.ts'

/** Tests of live rooms with the unmodified `@telnyx/video`, in Chromium with fake devices. */
export default project('emulator-e2e', {
  include: ['*.test.ts'],
  testTimeout: 120_000,
  hookTimeout: 120_000,
  fileParallelism: false,
  // Generous, for busy machines. No test asserts a duration.
  expect: { poll: { timeout: 20_000 } },
})
