import { library } from '../../tools/library.ts'

export default library({ entry: ['src/**/*.ts', '!src/**/*.test.ts'] })
