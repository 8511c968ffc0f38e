import { mustRun } from './run.ts'

const apiKey = process.env['TELNYX_API_KEY']
if (!apiKey) {
  console.log('TELNYX_API_KEY is not set, so there is no API to compare with. Nothing was done.')
  process.exit(0)
}
await mustRun('turbo', ['run', 'build', '--output-logs=errors-only', '--filter=@greenroom/emulator'])
// Imported after the build, because the emulator is loaded from its build.
const { createClient } = await import('@greenroom/core')
const { createEmulator } = await import('@greenroom/emulator')
const { compare, observe } = await import('../packages/emulator/test/drift.ts')

const options = { validate: 'off', maxRetries: 0 } as const
const api = await observe(createClient({ apiKey, ...options }))
const emulator = await observe(createClient({ apiKey, fetch: createEmulator().fetch, ...options }))
const differences = compare(api, emulator)
for (const { place, api: real, emulator: ours } of differences) {
  console.log(`${place}: the API has ${real}, the emulator has ${ours}`)
}
console.log(`${differences.length} differences in ${Object.keys(api).length} responses`)
process.exit(differences.length === 0 ? 0 : 1)
