import { library } from '../../tools/library.ts'

// Only workerd has this module.
export default library({ external: ['cloudflare:workers'] })
