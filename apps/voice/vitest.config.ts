import { project } from '../../tools/vitest-project.ts'

export default project('voice', { include: ['{src,test}/**/*.test.ts'] })
