import { project } from '../../../tools/vitest-project.ts'

/** Tests of the Worker in workerd, which an emulator calls over the network. */
export default project('voice-e2e', { include: ['*.test.ts'], testTimeout: 30_000, hookTimeout: 60_000 })
