import { type RoomRecording, roomRecordings } from '@greenroom/core/video'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectVideo } from './media-assertions.ts'
import { createSetup, type Setup } from './setup.ts'

describe('recordings of a live room', () => {
  let setup: Setup
  beforeAll(async () => {
    setup = await createSetup()
  })
  afterAll(() => setup?.close())

  const completed = async (participant_id: string, type: 'audio' | 'video') => {
    setup.emulator.emulator.clock.advance(5)
    const filter = { participant_id, type }
    const { data } = await roomRecordings.list(setup.client, { filter })
    const [recording] = data
    if (recording?.status !== 'completed') throw new Error(`The recording is ${recording?.status}`)
    return recording
  }
  const secsOf = ({ started_at, ended_at }: RoomRecording) =>
    (Date.parse(ended_at ?? '') - Date.parse(started_at ?? '')) / 1000

  it('contain the video and audio of each participant for the duration of its stay', async () => {
    const roomId = await setup.createRoom({ enable_recording: true })
    const [ann, ben] = [await setup.join(roomId, 'Ann'), await setup.join(roomId, 'Ben')]
    await ann.page.evaluate(() => live.publish('self', 'red', 440))
    await ben.page.evaluate(() => live.publish('self', 'blue', 880))
    await Promise.all([expectVideo(ben, ann.id, 'red'), expectVideo(ann, ben.id, 'blue')])
    await expect.poll(() => ben.page.evaluate((id) => live.frames(id).count, ann.id)).toBeGreaterThan(40)
    for (const { page } of [ann, ben]) await page.evaluate(() => live.leave())
    await expect.poll(() => setup.emulator.emulator.live.connections).toBe(0)

    const { page } = await setup.open()
    for (const [{ id }, color, hertz] of [
      [ann, 'red', 440],
      [ben, 'blue', 880],
    ] as const) {
      const picture = await completed(id, 'video')
      const secs = secsOf(picture)
      const seen = await page.evaluate(([url, from]) => live.watchFile(url, from), [
        picture.download_url ?? '',
        secs - 0.5,
      ] as const)
      expect(seen).toEqual({ secs: expect.closeTo(secs, 0), width: 640, color })
      const sound = await completed(id, 'audio')
      const heard = await page.evaluate(([url, from]) => live.listenToFile(url, from), [
        sound.download_url ?? '',
        secs - 0.75,
      ] as const)
      expect(heard.secs).toBeCloseTo(secs, 0)
      expect(Math.abs(heard.hertz - hertz)).toBeLessThan(20)
      // Longer than the one second of the placeholder.
      expect(sound.size_mb ?? 0).toBeGreaterThan(0.005)
    }
  })
})
