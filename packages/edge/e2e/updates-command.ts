import { receiveThree, waitLong } from './updates-program.ts'

// The last two arguments, on every platform.
const args = (globalThis as { process?: { argv: string[] } }).process?.argv ?? []
const [baseUrl = '', user = ''] = args.slice(-2)
/** Work of the app: the subscription itself keeps no process alive, not even between two attempts. */
const work = user === 'busy' ? undefined : setInterval(() => undefined, 1_000)
const result = user === 'busy' ? await waitLong(baseUrl) : await receiveThree(baseUrl, user)
clearInterval(work)
console.log(JSON.stringify(result))
