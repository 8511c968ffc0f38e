import { describe, expect, it } from 'vitest'
import type { Kind, Packet, Source } from './media/media.ts'
import { openNoMedia } from './media/no-media.ts'
import { createLiveRoom } from './room.ts'

/** A source that sends the test's packets. */
function createSource() {
  const listeners = new Map<Kind, (packet: Packet) => void>()
  const source: Source = {
    requestKeyFrame: () => undefined,
    listen(kind, listener) {
      listeners.set(kind, listener)
      return () => listeners.delete(kind)
    },
  }
  const packet = { payload: new Uint8Array(1), sequenceNumber: 1, timestamp: 1, marker: false }
  const send = () => {
    for (const listener of listeners.values()) listener(packet)
  }
  return { source, send }
}

describe('createLiveRoom', () => {
  const room = createLiveRoom({
    id: 'room',
    number: 1,
    openMedia: async () => openNoMedia(),
    record: () => () => undefined,
  })

  it('forwards video but no audio while the publisher is muted', () => {
    const feed = room.addFeed({ participantId: 'ann' })
    const { source, send } = createSource()
    room.setSource(feed, source)
    const heard: Kind[] = []
    for (const kind of ['audio', 'video'] as const) feed.source?.listen(kind, () => heard.push(kind))
    room.setMuted('ann', true)
    send()
    expect(heard).toEqual(['video'])
    room.setMuted('ben', true)
    room.setMuted('ann', false)
    send()
    expect(heard).toEqual(['video', 'audio', 'video'])
  })
})
