import { setTimeout as sleep } from 'node:timers/promises'
import type { Figures } from '../../packages/emulator/e2e/server.ts'
import { type ServerProcess, startServerProcess } from '../../packages/emulator/e2e/server-process.ts'
import { type Actor, openBrowser, type TestBrowser } from '../../packages/emulator/e2e/setup.ts'

/** One line of the table. */
interface LiveResult {
  readonly what: string
  readonly value: string
}

/**
 * Measures the cost of live rooms: a separate server process, and pages in Chromium that are all subscribed.
 */
async function measureLive({ people = 4, secs = 10, cycles = 50 } = {}): Promise<LiveResult[]> {
  const server = await startServerProcess('build')
  const browser = await openBrowser(server.url)
  try {
    const call = await measureCall(server, browser, people, secs)
    const turnover = await measureTurnover(server, browser, cycles)
    return [...call, ...turnover]
  } finally {
    await browser.close()
    server.stop()
  }
}

async function joinAll(browser: TestBrowser, roomId: string, count: number): Promise<Actor[]> {
  const actors: Actor[] = []
  for (let at = 0; at < count; at++) actors.push(await browser.join(roomId, `P${at}`, { messages: true }))
  return actors
}

async function measureCall(
  server: ServerProcess,
  browser: TestBrowser,
  people: number,
  secs: number,
): Promise<LiveResult[]> {
  const actors = await joinAll(browser, await browser.createRoom(), people)
  for (const { page } of actors) await page.evaluate(() => live.publish('self', 'red', 440))
  for (const { page, id } of actors) {
    for (const other of actors) {
      if (other.id === id) continue
      await page.waitForFunction((id) => live.stream(id) !== undefined, other.id)
      await page.evaluate((id) => live.subscribe(id), other.id)
      await page.waitForFunction((id) => live.frames(id).count > 0, other.id)
    }
  }
  const shown = () =>
    Promise.all(
      actors.map(({ page }, at) => page.evaluate((id) => live.frames(id), actors.at(at - 1)?.id ?? '')),
    )
  const [before, framesBefore] = [await server.figures(), await shown()]
  const began = performance.now()
  await sleep(secs * 1000)
  const [after, framesAfter] = [await server.figures(), await shown()]
  const tookMs = performance.now() - began
  const rates = framesAfter.map(({ count }, at) => ((count - (framesBefore[at]?.count ?? 0)) * 1000) / tookMs)
  const cpu = (after.cpuMs - before.cpuMs) / tookMs / people
  await Promise.all(actors.map(({ page }) => page.close()))
  return [
    { what: `people, each taking all others at ${framesAfter[0]?.width} wide`, value: String(people) },
    { what: 'frames a second that arrive', value: rates.map((rate) => rate.toFixed(0)).join(', ') },
    { what: 'CPU of the server a participant', value: `${(cpu * 100).toFixed(1)} % of a core` },
    { what: 'RSS in the call', value: `${after.rssMB.toFixed(0)} MB` },
  ]
}

/** Joins and leaves repeatedly while another participant stays. */
async function measureTurnover(
  server: ServerProcess,
  browser: TestBrowser,
  cycles: number,
): Promise<LiveResult[]> {
  const roomId = await browser.createRoom()
  const [stays] = await joinAll(browser, roomId, 1)
  await stays?.page.evaluate(() => live.publish('self', 'red', 440))
  const once = async () => {
    const { page } = await browser.join(roomId, 'Guest', { messages: true })
    await page.evaluate(() => live.publish('self', 'blue', 880))
    await page.evaluate((id) => live.subscribe(id), stays?.id ?? '')
    await page.evaluate(() => live.leave())
    await page.context().close()
    await stays?.page.waitForFunction(() => live.participants().length === 1)
  }
  // The first ones load what is loaded once.
  for (let cycle = 0; cycle < 5; cycle++) await once()
  const before = await server.figures()
  for (let cycle = 0; cycle < cycles; cycle++) await once()
  const after = await server.figures()
  const change = (of: keyof Figures, digits: number) =>
    `${before[of].toFixed(digits)} → ${after[of].toFixed(digits)}`
  return [
    { what: `UDP sockets, over ${cycles} joins and leaves`, value: change('udpSockets', 0) },
    { what: 'heap in MB, over the same', value: change('heapMB', 1) },
    { what: 'connections, over the same', value: change('connections', 0) },
  ]
}

const isQuick = process.argv.includes('--quick')
console.log('| live rooms | |')
console.log('| --- | --: |')
for (const { what, value } of await (isQuick
  ? measureLive({ people: 2, secs: 1, cycles: 2 })
  : measureLive())) {
  console.log(`| ${what} | ${value} |`)
}
