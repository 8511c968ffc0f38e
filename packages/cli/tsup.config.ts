import { library } from '../../tools/library.ts'

// A command: nobody imports it, so there are no types.
export default library({ dts: false })
