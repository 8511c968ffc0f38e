import { project } from '../../tools/vitest-project.ts'

export default project('emulator', { include: ['{src,test}/**/*.test.ts'] })
