import { mustRun } from './run.ts'

await mustRun('turbo', ['run', 'build', '--output-logs=errors-only', '--filter=@greenroom/emulator'])
// Imported late: before the build there is nothing to measure.
const { measureCpu } = await import('./benches/cpu.ts')
const { measureCommand } = await import('./benches/command.ts')
const { measureEmulator } = await import('./benches/emulator.ts')
const { compareFaults } = await import('./benches/faults.ts')
const { measureMints } = await import('./benches/mint/measure.ts')

console.log('CPU time of rooms.retrieve, answered in process (median of 25 rounds)\n')
const results = await measureCpu()
const [floor] = results
console.log('| client | µs a call | of bare fetch |')
console.log('| --- | --: | --: |')
for (const { name, microseconds } of results) {
  const ratio = microseconds / (floor?.microseconds ?? Number.NaN)
  console.log(`| ${name} | ${microseconds.toFixed(1)} | ${ratio.toFixed(2)} × |`)
}
const [ours, vendor] = results.slice(-2)
if (ours && vendor) {
  console.log(`\nOurs to the vendor's: ${(ours.microseconds / vendor.microseconds).toFixed(2)} ×`)
}

console.log('\nGET /rooms/{room_id} over HTTP, 16 connections (median of 3 rounds)\n')
const servers = await measureEmulator()
const [emulator, prism] = servers
console.log('| server | requests a second | µs of CPU a request |')
console.log('| --- | --: | --: |')
for (const { name, perSecond, cpuMicroseconds } of servers) {
  console.log(`| ${name} | ${Math.round(perSecond)} | ${cpuMicroseconds?.toFixed(0) ?? '–'} |`)
}
if (emulator && prism) {
  console.log(`\nThe emulator to Prism: ${(emulator.perSecond / prism.perSecond).toFixed(1)} ×`)
  // The load comes from one process, which the emulator keeps waiting less than Prism does.
  const ratio = (prism.cpuMicroseconds ?? Number.NaN) / (emulator.cpuMicroseconds ?? Number.NaN)
  console.log(`By CPU time, which a busy machine does not bend: ${ratio.toFixed(1)} ×`)
}

const command = await measureCommand()
console.log('\nThe emulator’s command, with nothing in it and before the first offer (median of 5 starts)\n')
console.log(`It starts in ${command.startMs.toFixed(0)} ms and takes ${command.rssMB.toFixed(0)} MB (RSS)`)

console.log(
  '\nMints of distinct users and rooms through a Worker in workerd, 32 connections (median of 5 rounds)\n',
)
console.log('| the API answers | the gateway | a Worker that only forwards | ratio |')
console.log('| --- | --: | --: | --: |')
// The first is the most that a Worker can do; the second is what a distant API leaves of the difference.
for (const [latencyMs, answers] of [
  [0, 'at once'],
  [50, 'after 50 ms'],
] as const) {
  const rates = (await measureMints(latencyMs)).map(({ perSecond }) => perSecond)
  const [gateway = 0, forwarding = 0] = rates
  const columns = [...rates.map((rate) => `${Math.round(rate)}/s`), `${(gateway / forwarding).toFixed(2)} ×`]
  console.log(`| ${answers} | ${columns.join(' | ')} |`)
}

console.log('\nLive rooms: a server by itself, pages in Chromium\n')
await mustRun('node', ['--conditions=@greenroom/source', '--no-warnings', 'tools/benches/live.ts'])

console.log('\nThe web app, as it is built, in Chromium\n')
await mustRun('node', ['--conditions=@greenroom/source', '--no-warnings', 'tools/benches/web.ts'])

console.log('\nThe same faults, both clients (limit of an attempt: 300 ms)\n')
console.log(await compareFaults())
// Some calls of the vendor's client are still waiting.
process.exit(0)
