import { createTrack } from '@greenroom/testing/fake-browser'
import { act, fireEvent, render, waitFor } from '@testing-library/react'
import { createRef } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeLiveRoom, installFakeMediaElements, notAllowed } from '../../test/fake-live-room.ts'
import { RoomAudio } from '../live.ts'

const play = installFakeMediaElements()
afterEach(() => void Reflect.deleteProperty(HTMLMediaElement.prototype, 'setSinkId'))

const { room } = fakeLiveRoom({ audioTrack: createTrack('audio') })
/** Renders an element and waits for its first attempt to play. */
const renderAudio = (element: React.ReactElement) => act(async () => render(element))
const audioIn = (container: HTMLElement) => container.querySelector('audio') as HTMLAudioElement

describe('RoomAudio', () => {
  it('plays the audio of remote participants once it is available', async () => {
    const { room: silent, set } = fakeLiveRoom()
    const { container } = render(<RoomAudio room={silent} />)
    expect(play).not.toHaveBeenCalled()
    act(() => set({ audioTrack: createTrack('audio') }))
    await waitFor(() => expect(play).toHaveBeenCalledOnce())
    expect(container.querySelectorAll('audio')).toHaveLength(1)
  })

  it('passes its element to a ref', async () => {
    const ref = createRef<HTMLAudioElement>()
    const { container } = await renderAudio(<RoomAudio room={room} ref={ref} />)
    expect(ref.current).toBe(audioIn(container))
    expect(ref.current?.srcObject).not.toBeNull()
  })
})

describe('RoomAudio in jsdom', () => {
  it('renders without streams, and does not play', async () => {
    vi.stubGlobal('MediaStream', undefined)
    const { container } = await renderAudio(<RoomAudio room={room} speaker="s1" />)
    expect(audioIn(container)).not.toBeNull()
    expect(play).not.toHaveBeenCalled()
  })
})

describe('blocked sound', () => {
  it.each(['pointerUp', 'touchEnd', 'click', 'keyDown', 'pointerDown'] as const)(
    'starts with the next %s',
    async (gesture) => {
      const onBlocked = vi.fn()
      play.mockRejectedValueOnce(notAllowed())
      await renderAudio(<RoomAudio room={room} onBlocked={onBlocked} />)
      expect(onBlocked).toHaveBeenCalledOnce()
      await act(async () => fireEvent[gesture](document))
      expect(play).toHaveBeenCalledTimes(2)
      fireEvent[gesture](document)
      expect(play).toHaveBeenCalledTimes(2)
      expect(onBlocked).toHaveBeenCalledOnce()
    },
  )

  it('starts with the end of a tap, when its beginning does not count as a gesture', async () => {
    const onBlocked = vi.fn()
    play.mockRejectedValueOnce(notAllowed()).mockRejectedValueOnce(notAllowed())
    await renderAudio(<RoomAudio room={room} onBlocked={onBlocked} />)
    await act(async () => fireEvent.pointerDown(document))
    await act(async () => fireEvent.touchEnd(document))
    fireEvent.click(document)
    expect(play).toHaveBeenCalledTimes(3)
    expect(onBlocked).toHaveBeenCalledOnce()
  })

  it('starts although the page stops the propagation of events', async () => {
    play.mockRejectedValueOnce(notAllowed())
    const { container } = await renderAudio(
      <>
        <RoomAudio room={room} />
        <button type="button">Menu</button>
      </>,
    )
    const button = container.querySelector('button') as HTMLButtonElement
    button.addEventListener('click', (event) => event.stopPropagation())
    fireEvent.click(button)
    expect(play).toHaveBeenCalledTimes(2)
  })

  it('shows a button until the user presses it', async () => {
    play.mockRejectedValueOnce(notAllowed())
    const { getByText, queryByText } = await renderAudio(
      <RoomAudio
        room={room}
        renderBlocked={(start) => (
          <button type="button" onClick={start}>
            Tap for sound
          </button>
        )}
      />,
    )
    await act(async () => fireEvent.click(getByText('Tap for sound')))
    expect(play.mock.calls.length).toBeGreaterThan(1)
    expect(queryByText('Tap for sound')).toBeNull()
  })

  it('is reported when the system pauses it, and starts when the page becomes visible again', async () => {
    const renderBlocked = () => 'Tap for sound'
    const { container } = await renderAudio(<RoomAudio room={room} renderBlocked={renderBlocked} />)
    expect(container.textContent).toBe('')
    fireEvent.pause(audioIn(container))
    expect(container.textContent).toBe('Tap for sound')
    await act(async () => fireEvent(document, new Event('visibilitychange')))
    expect(play).toHaveBeenCalledTimes(2)
    expect(container.textContent).toBe('')
  })

  it('starts when the page becomes visible, even if the phone did not report that it is blocked', async () => {
    await renderAudio(<RoomAudio room={room} />)
    await act(async () => fireEvent(document, new Event('visibilitychange')))
    expect(play).toHaveBeenCalledTimes(2)
  })

  it('is not reported when the user pauses an element with controls', async () => {
    const onBlocked = vi.fn()
    const { container } = await renderAudio(<RoomAudio room={room} onBlocked={onBlocked} controls />)
    fireEvent.pause(audioIn(container))
    expect(onBlocked).not.toHaveBeenCalled()
  })

  it('is not reported after the element is gone', async () => {
    const onBlocked = vi.fn()
    let fail: (error: Error) => void = () => undefined
    play.mockReturnValueOnce(
      new Promise((_, reject) => {
        fail = reject
      }),
    )
    const { unmount } = await renderAudio(<RoomAudio room={room} onBlocked={onBlocked} />)
    unmount()
    await act(async () => fail(notAllowed()))
    fireEvent.click(document)
    expect(onBlocked).not.toHaveBeenCalled()
    expect(play).toHaveBeenCalledOnce()
  })

  it.each([
    ['returns undefined, as in jsdom', () => undefined],
    [
      'throws',
      () => {
        throw new Error('Not implemented')
      },
    ],
    ['is aborted', () => Promise.reject(new DOMException('interrupted', 'AbortError'))],
  ])('is not reported when play %s', async (_, implementation) => {
    const onBlocked = vi.fn()
    play.mockImplementation(implementation)
    await renderAudio(<RoomAudio room={room} onBlocked={onBlocked} />)
    expect(play).toHaveBeenCalledOnce()
    expect(onBlocked).not.toHaveBeenCalled()
  })
})

describe('speaker', () => {
  const setSinkId = vi.fn<(id: string) => unknown>()
  beforeEach(() => {
    setSinkId.mockReset().mockResolvedValue(undefined)
    Object.defineProperty(HTMLMediaElement.prototype, 'setSinkId', { value: setSinkId, configurable: true })
  })
  const chosen = () => setSinkId.mock.calls.flat()

  it('is the chosen one, and the default again when the choice is removed', async () => {
    const { rerender } = await renderAudio(<RoomAudio room={room} />)
    expect(chosen()).toEqual([])
    // Storage without a choice returns null.
    await act(async () => rerender(<RoomAudio room={room} speaker={JSON.parse('null')} />))
    expect(chosen()).toEqual([])
    for (const speaker of ['s1', undefined, 's2', '']) {
      await act(async () => rerender(<RoomAudio room={room} speaker={speaker} />))
    }
    expect(chosen()).toEqual(['s1', '', 's2', ''])
  })

  it('is chosen at once, and an earlier choice that fails late changes nothing', async () => {
    let fail: (error: Error) => void = () => undefined
    setSinkId.mockReturnValueOnce(
      new Promise<void>((_, reject) => {
        fail = reject
      }),
    )
    const { rerender } = render(<RoomAudio room={room} speaker="s1" />)
    rerender(<RoomAudio room={room} speaker="s2" />)
    expect(chosen()).toEqual(['s1', 's2'])
    await act(async () => fail(notAllowed()))
    fireEvent.click(document)
    expect(chosen()).toEqual(['s1', 's2'])
  })

  it('is chosen with the next gesture where the browser requires one', async () => {
    setSinkId.mockRejectedValueOnce(notAllowed())
    await renderAudio(<RoomAudio room={room} speaker="s1" />)
    await act(async () => fireEvent.click(document))
    await act(async () => fireEvent.click(document))
    expect(chosen()).toEqual(['s1', 's1'])
  })

  it('is chosen once it is connected', async () => {
    const mediaDevices = new EventTarget()
    vi.stubGlobal('navigator', { mediaDevices })
    setSinkId.mockRejectedValueOnce(new DOMException('unknown', 'NotFoundError'))
    await renderAudio(<RoomAudio room={room} speaker="s1" />)
    for (let turn = 0; turn < 2; turn++) {
      await act(async () => void mediaDevices.dispatchEvent(new Event('devicechange')))
    }
    expect(chosen()).toEqual(['s1', 's1'])
  })

  it('is ignored by browsers that cannot choose one', async () => {
    Reflect.deleteProperty(HTMLMediaElement.prototype, 'setSinkId')
    await renderAudio(<RoomAudio room={room} speaker="s1" />)
    expect(play).toHaveBeenCalledOnce()
  })

  it.each([
    () => undefined,
    () => {
      throw new TypeError('no')
    },
  ])('is ignored by browsers that only pretend to choose one', async (implementation) => {
    setSinkId.mockImplementation(implementation)
    await renderAudio(<RoomAudio room={room} speaker="s1" />)
    expect(chosen()).toEqual(['s1'])
  })
})
