import { type RoomRecording, roomRecordings } from '@greenroom/core/video'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { see } from './perception.ts'
import { type Stage, setStage } from './stage.ts'

describe('recordings of a live room', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await setStage()
  })
  afterAll(() => stage?.close())

  const completed = async (participant_id: string, type: 'audio' | 'video') => {
    stage.emulator.emulator.clock.advance(5)
    const filter = { participant_id, type }
    const { data } = await roomRecordings.list(stage.client, { filter })
    const [recording] = data
    if (recording?.status !== 'completed') throw new Error(`The recording is ${recording?.status}`)
    return recording
  }
  const secsOf = ({ started_at, ended_at }: RoomRecording) =>
    (Date.parse(ended_at ?? '') - Date.parse(started_at ?? '')) / 1000

  it('contain the video and audio of each participant for the duration of its stay', async () => {
    const roomId = await stage.createRoom({ enable_recording: true })
    const [ann, ben] = [await stage.join(roomId, 'Ann'), await stage.join(roomId, 'Ben')]
    await ann.page.evaluate(() => live.publish('self', 'red', 440))
    await ben.page.evaluate(() => live.publish('self', 'blue', 880))
    await Promise.all([see(ben, ann.id, 'red'), see(ann, ben.id, 'blue')])
    await expect.poll(() => ben.page.evaluate((id) => live.frames(id).count, ann.id)).toBeGreaterThan(40)
    for (const { page } of [ann, ben]) await page.evaluate(() => live.leave())
    await expect.poll(() => stage.emulator.emulator.live.connections).toBe(0)

    const { page } = await stage.open()
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
