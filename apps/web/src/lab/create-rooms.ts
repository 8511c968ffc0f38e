import { rooms } from '@greenroom/core/video'
import { emulatorApi } from './emulator-api.ts'

const concurrency = 20
const kinds = ['Standup', 'Interview', 'Retrospective', 'Lesson', 'Consultation', 'Board']

/** Creates many rooms, to test the list with them. */
export async function createRooms(count: number): Promise<void> {
  const batch = crypto.randomUUID().slice(0, 4)
  let next = 0
  const createNext = async () => {
    while (next < count) {
      const number = ++next
      await rooms.create(emulatorApi, {
        unique_name: `${kinds[number % kinds.length]} ${batch}-${number}`,
        enable_recording: number % 7 === 0,
        max_participants: 2 + (number % 20),
      })
    }
  }
  await Promise.all(Array.from({ length: concurrency }, createNext))
}
