import { library } from '../../tools/library.ts'

// The command is not imported, so it needs no types.
export default library({ dts: false })
