import { project } from '../../tools/vitest-project.ts'

export default project('live-room', { include: ['{src,test}/**/*.test.ts'] })
