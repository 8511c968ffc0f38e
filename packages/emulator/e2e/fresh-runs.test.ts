import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectTones, expectVideo } from './media-assertions.ts'
import { createSetup, type Setup } from './setup.ts'

/** The soak tests use more runs. */
const runs = Number(process.env['LIVE_RUNS'] ?? 3)

describe('two browsers that join a new room at the same time', () => {
  let setup: Setup
  beforeAll(async () => {
    setup = await createSetup()
  })
  afterAll(() => setup?.close())

  it.each(Array.from({ length: runs }, (_, at) => at + 1))(
    'receive video and audio from each other, run %i',
    async () => {
      const roomId = await setup.createRoom()
      const [ann, ben] = await Promise.all([setup.join(roomId, 'Ann'), setup.join(roomId, 'Ben')])
      await Promise.all([
        ann.page.evaluate(() => live.publish('self', 'red', 440)),
        ben.page.evaluate(() => live.publish('self', 'blue', 880)),
      ])
      await Promise.all([expectVideo(ann, ben.id, 'blue'), expectVideo(ben, ann.id, 'red')])
      await Promise.all([expectTones(ann, [880]), expectTones(ben, [440])])
      await Promise.all([ann, ben].map(({ page }) => page.evaluate(() => live.leave())))
      expect([...ann.errors, ...ben.errors]).toEqual([])
      await Promise.all([ann, ben].map(({ page }) => page.close()))
    },
  )
})
