import { rooms } from '@greenroom/core/video'
import { test as base, expect, vi } from 'vitest'
import { emulatorFixtures } from './index.ts'

const test = base.extend(emulatorFixtures)

test('provides an emulator and its client', async ({ client, emulator }) => {
  await rooms.create(client, { unique_name: 'mine' })
  expect(emulator.requests()).toMatchObject([{ status: 201 }])
})

test('provides a separate emulator for each test', async ({ client }) => {
  expect((await rooms.list(client)).data).toEqual([])
})

test('provides the clock of the emulator', async ({ client, clock, emulator }) => {
  const { id } = await rooms.create(client)
  const { token: client_token } = await rooms.createJoinToken(client, { room_id: id, token_ttl_secs: 10 })
  clock.advance(11)
  await expect(emulator.join(id, { client_token })).rejects.toMatchObject({ status: 401 })
})

test('stops the clock until the test moves it', async ({ clock }) => {
  const before = clock.now()
  await new Promise((resolve) => setTimeout(resolve, 3))
  expect(clock.now()).toBe(before)
})

test('injects each fault once', async ({ client, faults }) => {
  faults.add([{ status: 500 }])
  await expect(rooms.list(client)).rejects.toMatchObject({ status: 500 })
  await expect(rooms.list(client)).resolves.toBeDefined()
})

test('provides a client in an environment that looks like a browser', async ({ emulator }) => {
  vi.stubGlobal('window', globalThis)
  vi.stubGlobal('document', {})
  try {
    await emulatorFixtures.client({ emulator }, async (client) => {
      expect((await rooms.list(client)).data).toEqual([])
    })
  } finally {
    vi.unstubAllGlobals()
  }
})

const seeded = base.extend({ ...emulatorFixtures, emulatorOptions: { seed: 'demo' as const } })

const unset = base.extend({ ...emulatorFixtures, emulatorOptions: { clock: undefined } })

unset('stops the clock if its option is undefined', async ({ clock }) => {
  const before = clock.now()
  await new Promise((resolve) => setTimeout(resolve, 3))
  expect(clock.now()).toBe(before)
})

const running = base.extend({ ...emulatorFixtures, emulatorOptions: { clock: 'running' as const } })

running('runs the clock with real time if a test asks for it', async ({ clock }) => {
  const before = clock.now()
  await new Promise((resolve) => setTimeout(resolve, 3))
  expect(clock.now()).toBeGreaterThan(before)
})

seeded('applies the emulator options of a test', async ({ client }) => {
  expect((await rooms.list(client)).data).toHaveLength(3)
})
