import type { LiveStream } from '@greenroom/live'
import { act, fireEvent, render } from '@testing-library/react'
import { createRef, type Ref, StrictMode, version } from 'react'
import { describe, expect, it, vi } from 'vitest'
import { createDeviceTrack } from '../../test/fake-devices.ts'
import {
  createStream,
  fakeLiveRoom,
  installFakeMediaElements,
  notAllowed,
} from '../../test/fake-live-room.ts'
import { VideoTile } from '../live.ts'

const play = installFakeMediaElements()
const videoIn = (container: HTMLElement) => container.querySelector('video')

describe('VideoTile', () => {
  it('plays the video without sound, and marks the stream as visible while it is mounted', () => {
    const { room, shown } = fakeLiveRoom()
    const { container, unmount } = render(<VideoTile room={room} stream={createStream()} className="tile" />)
    const video = videoIn(container)
    expect([video?.muted, video?.className, video?.srcObject !== null]).toEqual([true, 'tile', true])
    expect(shown).toEqual(['p1/self'])
    unmount()
    expect(shown).toEqual([])
  })

  it('shows the fallback while there is no video, and still marks the stream as visible', () => {
    const { room, shown } = fakeLiveRoom()
    const dark = createStream({ videoTrack: undefined })
    const { container } = render(<VideoTile room={room} stream={dark} fallback="camera off" />)
    expect(container.textContent).toBe('camera off')
    expect(shown).toEqual(['p1/self'])
  })

  it('mirrors only the local camera, and not the rear camera of a phone', () => {
    const { room } = fakeLiveRoom()
    const transformOf = (changes: Partial<LiveStream>) =>
      videoIn(render(<VideoTile room={room} stream={createStream(changes)} />).container)?.style.transform
    const videoTrack = createDeviceTrack('video', { facingMode: 'environment' })
    expect([
      transformOf({ isLocal: true }),
      transformOf({ isLocal: true, key: 'presentation' }),
      transformOf({ isLocal: true, videoTrack }),
      transformOf({}),
    ]).toEqual(['scaleX(-1)', '', '', ''])
  })

  it('plays blocked video with the next gesture, as a phone in low power mode requires', async () => {
    play.mockRejectedValueOnce(notAllowed())
    const { room } = fakeLiveRoom()
    await act(async () => render(<VideoTile room={room} stream={createStream()} />))
    fireEvent.pointerUp(document)
    expect(play).toHaveBeenCalledTimes(2)
  })
})

describe('ref of VideoTile', () => {
  const stream = createStream()
  const { room } = fakeLiveRoom()
  const tile = (ref: Ref<HTMLVideoElement>, changes: Partial<LiveStream> = {}) => (
    <VideoTile room={room} stream={{ ...stream, ...changes }} ref={ref} />
  )

  it('is an object that receives the playing element, and null after it', () => {
    const ref = createRef<HTMLVideoElement>()
    const { container, rerender, unmount } = render(tile(ref))
    expect(ref.current).toBe(videoIn(container))
    expect(ref.current?.srcObject).not.toBeNull()
    rerender(tile(ref, { videoTrack: undefined }))
    expect(ref.current).toBeNull()
    rerender(tile(ref))
    expect(ref.current).toBe(videoIn(container))
    unmount()
    expect(ref.current).toBeNull()
  })

  it('is a function that receives the playing element, and null after it', () => {
    const received: unknown[] = []
    const ref = (element: HTMLVideoElement | null) => {
      received.push(element && [element.tagName, element.srcObject])
    }
    const { container, rerender } = render(tile(ref))
    expect(videoIn(container)?.srcObject).not.toBeNull()
    rerender(tile(ref, { isMuted: true }))
    rerender(tile(ref, { videoTrack: undefined }))
    expect(received).toEqual([['VIDEO', null], null])
  })

  // React 18 calls every function with null, and ignores what it returns.
  it.runIf(Number(version.split('.')[0]) >= 19)(
    'may return a function that is called when the element disappears',
    () => {
      const clean = vi.fn()
      const ref = vi.fn((_: HTMLVideoElement | null) => clean)
      const { rerender } = render(tile(ref))
      expect(clean).not.toHaveBeenCalled()
      rerender(tile(ref, { videoTrack: undefined }))
      expect(clean).toHaveBeenCalledOnce()
      expect(ref.mock.calls).toEqual([[expect.any(HTMLElement)]])
    },
  )

  it('can be replaced without a new element', () => {
    const [first, second] = [createRef<HTMLVideoElement>(), createRef<HTMLVideoElement>()]
    const { container, rerender } = render(<StrictMode>{tile(first)}</StrictMode>)
    const video = videoIn(container)
    rerender(<StrictMode>{tile(second)}</StrictMode>)
    expect([first.current, second.current]).toEqual([null, video])
    expect(video?.srcObject).not.toBeNull()
  })
})
