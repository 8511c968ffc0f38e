import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Actor, type Stage, setStage } from './stage.ts'

describe('two pages with the vendor’s package', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await setStage()
  })
  afterAll(() => stage?.close())

  it('see each other in the list, with the context that each gave', async () => {
    const room = await stage.createRoom()
    const ann = await stage.join(room, 'Ann')
    const ben = await stage.join(room, 'Ben')
    for (const { page } of [ann, ben]) {
      await page.waitForFunction(() => live.people().length === 2)
      const names = await page.evaluate(() => live.people().map(({ name }) => name))
      expect(names.sort()).toEqual(['Ann', 'Ben'])
    }
    expect([...ann.errors, ...ben.errors]).toEqual([])
  })

  it('show each other’s pictures', async () => {
    const room = await stage.createRoom()
    const ann = await stage.join(room, 'Ann')
    const ben = await stage.join(room, 'Ben')
    await ann.page.evaluate(() => live.publish('self', 'red', 440))
    await ben.page.evaluate(() => live.publish('self', 'blue', 880))
    await see(ann, ben.id, 'blue')
    await see(ben, ann.id, 'red')
  })
})

async function see({ page }: Actor, id: string, color: string): Promise<void> {
  await page.waitForFunction((id) => live.stream(id) !== undefined, id)
  await page.evaluate((id) => live.subscribe(id), id)
  await page.waitForFunction(({ id, color }) => live.color(id) === color, { id, color })
}
