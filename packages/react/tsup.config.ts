import { library } from '../../tools/library.ts'

// Entries share no chunk: what a server component imports must not be in a file that says "use client".
export default library({ splitting: false })
