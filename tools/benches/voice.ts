import { conference, dial, gather, redirect, response, say } from '@greenroom/core/texml/document'
import { createEmulator } from '@greenroom/emulator'

/** `--quick` measures few calls, which shows that it works. */
const isQuick = process.argv.includes('--quick')
const counts = isQuick ? [10, 100] : [10, 100, 1_000, 10_000]
/** Number of calls that a measurement plays at least, so that those with few calls are exact. */
const leastCalls = isQuick ? 100 : 1_000

const url = 'http://127.0.0.1/voice'
const menu = String(response(gather({ action: '/voice', numDigits: 1 }, say('Press 1.')), redirect('/voice')))

/** Returns an emulator with a manual clock, which calls an app in this process. */
function createApp(nextDocument: () => string) {
  return createEmulator({ clock: 'manual', fetch: async () => new Response(nextDocument()) })
}

/** Lets as many phones call the app at the same time. */
function callAll(app: ReturnType<typeof createApp>, count: number) {
  const numbers = Array.from({ length: count }, (_, index) => `+1${2_125_550_000 + index}`)
  return Promise.all(numbers.map((number) => app.phone(number).call('+13125550002', { url })))
}

/** Plays a number of simultaneous calls, and returns the number of their steps. */
type Play = (count: number) => Promise<number>

/** Each call passes menus. */
function menus(steps: number): Play {
  return async (count) => {
    const calls = await callAll(
      createApp(() => menu),
      count,
    )
    for (let step = 0; step < steps; step++) await Promise.all(calls.map((call) => call.press('1')))
    await Promise.all(calls.map((call) => call.hangUp()))
    // The first document and the hang-up are steps, too.
    return count * (steps + 2)
  }
}

/** The calls meet in pairs: each pair speaks in a recorded conference. */
const conferences: Play = async (count) => {
  let joined = 0
  const app = createApp(() => {
    const name = `pair ${Math.floor(joined++ / 2)}`
    return String(response(dial(conference({ record: 'record-from-start' }, name))))
  })
  const calls = await callAll(app, count)
  await Promise.all(calls.map((call) => call.say('Hello.')))
  await Promise.all(calls.map((call) => call.hangUp()))
  return count * 3
}

/** Returns the CPU time of a step in milliseconds, which other load does not change: the median of runs. */
async function measure(play: Play, count: number): Promise<number> {
  const samples: number[] = []
  const runs = Math.max(1, Math.ceil(leastCalls / count))
  for (let run = 0; run < runs; run++) {
    const before = process.cpuUsage()
    const steps = await play(count)
    const { user, system } = process.cpuUsage(before)
    samples.push((user + system) / 1000 / steps)
  }
  return samples.sort((a, b) => a - b)[samples.length >> 1] ?? Number.NaN
}

/** Returns the shortest time of a call through ten menus, in milliseconds. */
async function measureMenu(runs = 20): Promise<number> {
  const samples: number[] = []
  for (let run = 0; run < runs; run++) {
    const startedMs = performance.now()
    await menus(10)(1)
    samples.push(performance.now() - startedMs)
  }
  return Math.min(...samples)
}

// The first runs compile the code.
await menus(10)(20)
await conferences(20)

console.log('| simultaneous calls | ms of CPU per step of a menu | the same in a conference of two |')
console.log('| --: | --: | --: |')
for (const count of counts) {
  const columns = [await measure(menus(1), count), await measure(conferences, count)]
  console.log(`| ${count} | ${columns.map((ms) => ms.toFixed(2)).join(' | ')} |`)
}
console.log(`\nOne call through a menu of ten steps: ${(await measureMenu()).toFixed(1)} ms`)
