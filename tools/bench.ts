import { requireChromium } from './chromium.ts'
import { mustRun } from './run.ts'

/** `--quick` runs each measurement once, which shows that it works. Its figures mean little. */
const isQuick = process.argv.includes('--quick')
const flags = isQuick ? ['--quick'] : []
process.env['CHROMIUM_PATH'] = requireChromium()

await mustRun('turbo', ['run', 'build', '--output-logs=errors-only', '--filter=@greenroom/emulator'])
// Imported after the build, because some benchmarks load built packages.
const { measureCpu } = await import('./benches/cpu.ts')
const { measureCommand } = await import('./benches/command.ts')
const { measureEmulator } = await import('./benches/emulator.ts')
const { compareFaults } = await import('./benches/faults.ts')
const { measureMints } = await import('./benches/mint/measure.ts')

console.log('CPU time of rooms.retrieve, with responses from this process (median of 25 rounds)\n')
const results = await (isQuick ? measureCpu(1, 50) : measureCpu())
const [floor] = results
console.log('| client | µs per call | relative to bare fetch |')
console.log('| --- | --: | --: |')
for (const { name, microseconds } of results) {
  const ratio = microseconds / (floor?.microseconds ?? Number.NaN)
  console.log(`| ${name} | ${microseconds.toFixed(1)} | ${ratio.toFixed(2)} × |`)
}
const [ours, vendor] = results.slice(-2)
if (ours && vendor) {
  console.log(`\nOurs relative to the vendor's: ${(ours.microseconds / vendor.microseconds).toFixed(2)} ×`)
}

console.log('\nGET /rooms/{room_id} over HTTP, 16 connections (median of 3 rounds)\n')
const servers = await (isQuick ? measureEmulator(1, 200) : measureEmulator())
const [emulator, prism] = servers
console.log('| server | requests per second | µs of CPU per request |')
console.log('| --- | --: | --: |')
for (const { name, perSecond, cpuMicroseconds } of servers) {
  console.log(`| ${name} | ${Math.round(perSecond)} | ${cpuMicroseconds?.toFixed(0) ?? '–'} |`)
}
if (emulator && prism) {
  console.log(`\nThe emulator relative to Prism: ${(emulator.perSecond / prism.perSecond).toFixed(1)} ×`)
  // One process generates the load and waits for the server, so that throughput understates the difference.
  const ratio = (prism.cpuMicroseconds ?? Number.NaN) / (emulator.cpuMicroseconds ?? Number.NaN)
  console.log(`By CPU time, which does not depend on other load: ${ratio.toFixed(1)} ×`)
}

const command = await (isQuick ? measureCommand(1) : measureCommand())
console.log('\nThe emulator’s command, empty and before the first WebRTC offer (median of 5 starts)\n')
console.log(`Start: ${command.startMs.toFixed(0)} ms. Memory (RSS): ${command.rssMB.toFixed(0)} MB`)

console.log(
  '\nToken mints through a Worker in workerd, each for another user and room, 32 connections (median of 5 rounds)\n',
)
console.log('| API latency | gateway | Worker that only forwards | ratio |')
console.log('| --- | --: | --: | --: |')
// Without latency the Worker's CPU is the limit; 50 ms is the latency of a distant API.
for (const latencyMs of [0, 50]) {
  const rates = (await (isQuick ? measureMints(latencyMs, 1, 1) : measureMints(latencyMs))).map(
    ({ perSecond }) => perSecond,
  )
  const [gateway = 0, forwarding = 0] = rates
  const columns = [...rates.map((rate) => `${Math.round(rate)}/s`), `${(gateway / forwarding).toFixed(2)} ×`]
  console.log(`| ${latencyMs} ms | ${columns.join(' | ')} |`)
}

console.log('\nLive rooms: a server process and pages in Chromium\n')
await mustRun('node', ['--conditions=@greenroom/source', '--no-warnings', 'tools/benches/live.ts', ...flags])

console.log('\nThe built web app in Chromium\n')
await mustRun('node', ['--conditions=@greenroom/source', '--no-warnings', 'tools/benches/web.ts', ...flags])

console.log('\nA call of 25 people in Chromium\n')
await mustRun('node', ['--conditions=@greenroom/source', '--no-warnings', 'tools/benches/call.ts', ...flags])

console.log('\nPages in a quiet call, which poll or receive updates\n')
await mustRun('node', [
  '--conditions=@greenroom/source',
  '--no-warnings',
  'tools/benches/updates.ts',
  ...flags,
])

console.log('\nUpdates for 50 watchers of one room: from the webhook to the page\n')
await mustRun('node', [
  '--conditions=@greenroom/source',
  '--no-warnings',
  'tools/benches/watchers.ts',
  ...flags,
])

console.log('\nPhone calls that the emulator plays at the same time, on a manual clock\n')
await mustRun('node', ['--conditions=@greenroom/source', '--no-warnings', 'tools/benches/voice.ts', ...flags])

console.log('\nThe same faults with both clients (time limit per attempt: 300 ms)\n')
console.log(await compareFaults())
// Some calls of the vendor's client are still pending and keep the process alive.
process.exit(0)
