import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hears, see } from './perception.ts'
import { type Stage, setStage } from './stage.ts'

/** The soak tests use more runs. */
const runs = Number(process.env['LIVE_RUNS'] ?? 3)

describe('two browsers that join a new room at the same time', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await setStage()
  })
  afterAll(() => stage?.close())

  it.each(Array.from({ length: runs }, (_, at) => at + 1))(
    'receive video and audio from each other, run %i',
    async () => {
      const roomId = await stage.createRoom()
      const [ann, ben] = await Promise.all([stage.join(roomId, 'Ann'), stage.join(roomId, 'Ben')])
      await Promise.all([
        ann.page.evaluate(() => live.publish('self', 'red', 440)),
        ben.page.evaluate(() => live.publish('self', 'blue', 880)),
      ])
      await Promise.all([see(ann, ben.id, 'blue'), see(ben, ann.id, 'red')])
      await Promise.all([hears(ann, [880]), hears(ben, [440])])
      await Promise.all([ann, ben].map(({ page }) => page.evaluate(() => live.leave())))
      expect([...ann.errors, ...ben.errors]).toEqual([])
      await Promise.all([ann, ben].map(({ page }) => page.close()))
    },
  )
})
