import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectVideo } from './media-assertions.ts'
import { type ServerProcess, startServerProcess } from './server-process.ts'
import { type Actor, openBrowser, type TestBrowser } from './setup.ts'

const cycles = 50

describe('a room with a permanent participant', () => {
  let server: ServerProcess
  let browser: TestBrowser
  let ann: Actor
  let guest: Omit<Actor, 'id'>
  let roomId: string
  beforeAll(async () => {
    // A separate process, so that its heap contains only the emulator.
    server = await startServerProcess('source')
    browser = await openBrowser(server.url)
    roomId = await browser.createRoom()
    ann = await browser.join(roomId, 'Ann')
    await ann.page.evaluate(() => live.publish('self', 'red', 440))
    guest = await browser.open()
  })
  afterAll(async () => {
    await browser?.close()
    server?.stop()
  })

  const arrive = async () => {
    const clientToken = await browser.token(roomId)
    const part = { emulator: server.url, roomId, clientToken, name: 'Guest', messages: true }
    // @telnyx/video still waits for responses after it left. Each visit therefore uses a new tab.
    await guest.page.reload()
    await guest.page.evaluate((with_) => live.join(with_), part)
  }
  /** A participant joins, publishes, subscribes and leaves. */
  const visit = async () => {
    await arrive()
    await guest.page.evaluate(() => live.publish('self', 'blue', 880))
    await guest.page.evaluate((id) => live.subscribe(id), ann.id)
    await guest.page.evaluate(() => live.leave())
    await ann.page.waitForFunction(() => live.participants().length === 1)
  }

  it(`leaks no sockets and no memory in ${cycles} visits`, async () => {
    // Sockets of the permanent participant. An aborted handshake keeps one for a while.
    const { udpSockets } = await server.figures()
    // The first visits load modules.
    for (let visits = 0; visits < 5; visits++) await visit()
    const before = await server.figures()
    for (let visits = 0; visits < cycles; visits++) await visit()
    // Timers of an aborted handshake end within seconds.
    const growth = async () => (await server.figures()).heapMB - before.heapMB
    await expect.poll(growth, { timeout: 60_000, interval: 1000 }).toBeLessThan(3)
    await expect.poll(server.figures, { timeout: 60_000 }).toMatchObject({ udpSockets, connections: 1 })
    // The permanent participant is still connected.
    await arrive()
    await expectVideo(guest, ann.id, 'red')
  }, 300_000)
})
