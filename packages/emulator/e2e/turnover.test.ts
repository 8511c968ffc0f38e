import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { see } from './perception.ts'
import { type ServerProcess, startServerProcess } from './server-process.ts'
import { type Actor, openTheatre, type Theatre } from './stage.ts'

const cycles = 50

describe('a room in which somebody stays', () => {
  let server: ServerProcess
  let theatre: Theatre
  let ann: Actor
  let guest: Omit<Actor, 'id'>
  let roomId: string
  beforeAll(async () => {
    // In a process of its own: nothing but the emulator is in its heap.
    server = await startServerProcess('source')
    theatre = await openTheatre(server.url)
    roomId = await theatre.createRoom()
    ann = await theatre.join(roomId, 'Ann')
    await ann.page.evaluate(() => live.publish('self', 'red', 440))
    guest = await theatre.open()
  })
  afterAll(async () => {
    await theatre?.close()
    server?.stop()
  })

  const arrive = async () => {
    const clientToken = await theatre.token(roomId)
    const part = { emulator: server.url, roomId, clientToken, name: 'Guest', messages: true }
    // The vendor's package goes on waiting for answers after it left: only another page is rid of that.
    await guest.page.reload()
    await guest.page.evaluate((with_) => live.join(with_), part)
  }
  /** Somebody comes, shows something, takes something, and goes. */
  const visit = async () => {
    await arrive()
    await guest.page.evaluate(() => live.publish('self', 'blue', 880))
    await guest.page.evaluate((id) => live.subscribe(id), ann.id)
    await guest.page.evaluate(() => live.leave())
    await ann.page.waitForFunction(() => live.people().length === 1)
  }

  it(`is as it was after ${cycles} visits: no socket is left, and no memory`, async () => {
    // The sockets of those who stay; a handshake that is broken off keeps one for a while.
    const { udpSockets } = await server.figures()
    // The first ones load what is loaded once.
    for (let visits = 0; visits < 5; visits++) await visit()
    const before = await server.figures()
    for (let visits = 0; visits < cycles; visits++) await visit()
    // What a handshake that was broken off waits for ends within seconds.
    const growth = async () => (await server.figures()).heapMB - before.heapMB
    await expect.poll(growth, { timeout: 60_000, interval: 1000 }).toBeLessThan(3)
    await expect.poll(server.figures, { timeout: 60_000 }).toMatchObject({ udpSockets, connections: 1 })
    // Whoever stayed is still served.
    await arrive()
    await see(guest, ann.id, 'red')
  }, 300_000)
})
