// Faults: what the client retries, and what it reports.
import { createClient, isApiError, isConnectionError } from '@greenroom/core'
import { rooms } from '@greenroom/core/video'
import { createEmulator } from '@greenroom/emulator'

const emulator = createEmulator()
const client = createClient({
  apiKey: 'KEY_any',
  fetch: emulator.fetch,
  onEvent(event) {
    if (event.type === 'retry') console.log('  retries the call')
  },
})

console.log('A list is retried after two failures:')
emulator.faults.add([{ path: '/rooms', status: 503, times: 2 }])
console.log('  rooms:', (await rooms.list(client, {})).data.length)

console.log('A connection that is lost after the API acted leaves the outcome open:')
emulator.faults.add([{ method: 'POST', path: '/rooms', drop: true, when: 'after' }])
try {
  await rooms.create(client, { unique_name: 'standup' })
} catch (error) {
  if (!isConnectionError(error)) throw error
  console.log('  outcome:', error.outcome)
}
console.log('  but the room exists:', (await rooms.list(client, {})).data.length === 1)

console.log('A rejected input is never retried:')
emulator.faults.add([{ method: 'POST', path: '/rooms', status: 422 }])
try {
  await rooms.create(client, { unique_name: 'retro' })
} catch (error) {
  if (!isApiError(error)) throw error
  console.log('  outcome:', error.outcome, error.status)
}
