import { idleLiveRoom, type LiveRoom, type LiveRoomSnapshot, type LiveStream } from '@greenroom/live'
import { createTrack } from '@greenroom/testing/fake-browser'
import { act, cleanup, fireEvent, render, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { RoomAudio, VideoTile } from '../live.ts'

/** What the elements use of a room, with a snapshot that the test sets. */
function roomWith(first: Partial<LiveRoomSnapshot>) {
  let snapshot = { ...idleLiveRoom, ...first }
  const listeners = new Set<() => void>()
  const shown: string[] = []
  const room: Pick<LiveRoom, 'getSnapshot' | 'subscribe' | 'show'> = {
    getSnapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    show(participantId, key) {
      shown.push(`${participantId}/${key}`)
      return () => void shown.splice(shown.indexOf(`${participantId}/${key}`), 1)
    },
  }
  const set = (next: Partial<LiveRoomSnapshot>) => {
    snapshot = { ...snapshot, ...next }
    for (const listener of listeners) listener()
  }
  return { room: room as LiveRoom, shown, set }
}

const stream = (changes: Partial<LiveStream> = {}): LiveStream => ({
  id: 's1',
  participantId: 'p1',
  key: 'self',
  isLocal: false,
  isAudioEnabled: true,
  isVideoEnabled: true,
  isMuted: false,
  audioTrack: undefined,
  videoTrack: createTrack('video'),
  ...changes,
})

const play = vi.fn(async () => undefined)
beforeEach(() => {
  vi.stubGlobal('MediaStream', class {})
  for (const [name, value] of Object.entries({ play, srcObject: null })) {
    Object.defineProperty(HTMLMediaElement.prototype, name, { value, configurable: true, writable: true })
  }
})
afterEach(() => {
  cleanup()
  play.mockReset().mockResolvedValue(undefined)
  vi.unstubAllGlobals()
})

describe('VideoTile', () => {
  it('plays the video without sound, and marks the stream as visible while it is mounted', () => {
    const { room, shown } = roomWith({})
    const { container, unmount } = render(<VideoTile room={room} stream={stream()} className="tile" />)
    const video = container.querySelector('video')
    expect([video?.muted, video?.className, video?.srcObject !== null]).toEqual([true, 'tile', true])
    expect(shown).toEqual(['p1/self'])
    unmount()
    expect(shown).toEqual([])
  })

  it('shows the fallback while there is no video, and still marks the stream as visible', () => {
    const { room, shown } = roomWith({})
    const dark = stream({ videoTrack: undefined })
    const { container } = render(<VideoTile room={room} stream={dark} fallback="camera off" />)
    expect(container.textContent).toBe('camera off')
    expect(shown).toEqual(['p1/self'])
  })

  it('mirrors only the local camera', () => {
    const { room } = roomWith({})
    const transformOf = (changes: Partial<LiveStream>) =>
      render(<VideoTile room={room} stream={stream(changes)} />).container.querySelector('video')?.style
        .transform
    expect([
      transformOf({ isLocal: true }),
      transformOf({ isLocal: true, key: 'presentation' }),
      transformOf({}),
    ]).toEqual(['scaleX(-1)', '', ''])
  })
})

describe('RoomAudio', () => {
  it('plays the audio of remote participants once it is available', async () => {
    const { room, set } = roomWith({})
    const { container } = render(<RoomAudio room={room} />)
    expect(play).not.toHaveBeenCalled()
    act(() => set({ audioTrack: createTrack('audio') }))
    await waitFor(() => expect(play).toHaveBeenCalledOnce())
    expect(container.querySelectorAll('audio')).toHaveLength(1)
  })

  it('reports blocked playback, and starts with the next user gesture', async () => {
    const onBlocked = vi.fn()
    play.mockRejectedValueOnce(Object.assign(new Error('gesture'), { name: 'NotAllowedError' }))
    const { room } = roomWith({ audioTrack: createTrack('audio') })
    render(<RoomAudio room={room} onBlocked={onBlocked} />)
    await waitFor(() => expect(onBlocked).toHaveBeenCalledOnce())
    fireEvent.pointerDown(document)
    await waitFor(() => expect(play).toHaveBeenCalledTimes(2))
    fireEvent.pointerDown(document)
    expect(play).toHaveBeenCalledTimes(2)
  })
})
