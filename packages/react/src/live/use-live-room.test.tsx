import { createTrack } from '@greenroom/testing/fake-browser'
import { skipToken } from '@tanstack/react-query'
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { StrictMode } from 'react'
import { renderToString } from 'react-dom/server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { App } from '../../test/set-up.tsx'
import { type LiveTestEnv, setUpLive, vendor } from '../../test/set-up-live.tsx'
import {
  type UseLiveRoomOptions,
  useLiveParticipants,
  useLiveRoom,
  usePublish,
  useRoomMessages,
  VideoTile,
} from '../live.ts'

let live: LiveTestEnv
beforeEach(async () => {
  live = await setUpLive()
})
afterEach(async () => {
  cleanup()
  await act(async () => new Promise((resolve) => setTimeout(resolve, 100)))
  live.restore()
})

const load = async () => vendor

function Call({ name, tracks = {}, ...options }: { name: string; tracks?: object } & UseLiveRoomOptions) {
  const { room, status, reason } = useLiveRoom(live.roomId, {
    context: name,
    load,
    messages: false,
    ...options,
  })
  usePublish(room, 'self', tracks)
  const people = useLiveParticipants(room)
  return (
    <section aria-label={name}>
      <p>
        {status} {reason}
      </p>
      {people.map(({ id, context, streams }) => (
        <div key={id} data-testid={`${name} sees ${context}`}>
          {streams.map((stream) => (
            <VideoTile key={stream.id} room={room} stream={stream} fallback="no picture" />
          ))}
        </div>
      ))}
      <button type="button" onClick={() => room.join().catch(() => undefined)}>
        Join {name}
      </button>
    </section>
  )
}

type PendingRoomId = Parameters<typeof useLiveRoom>[0]

function Status({ roomId }: { roomId: PendingRoomId }) {
  return <p>{useLiveRoom(roomId, { load, messages: false }).status}</p>
}

function Chat() {
  const { room, status } = useLiveRoom(live.roomId, { load, messages: false })
  const { send, error, isSending } = useRoomMessages(room)
  return (
    <>
      <p>{status}</p>
      <button type="button" onClick={() => send('Hello')}>
        Say
      </button>
      <p>{isSending ? 'sending' : error?.message}</p>
    </>
  )
}

const shows = (text: string) =>
  waitFor(() => expect(screen.getByText(text)).toBeDefined(), { timeout: 4_000 })

describe('useLiveRoom', () => {
  it('joins once under StrictMode, and leaves when the component unmounts', async () => {
    const { unmount } = render(
      <StrictMode>
        <App env={live.env}>
          <Call name="Ann" />
        </App>
      </StrictMode>,
    )
    await shows('joined')
    expect(live.browser.sockets).toHaveLength(1)
    unmount()
    await waitFor(() => expect(live.browser.sockets[0]?.readyState).toBeGreaterThan(0))
    await waitFor(() => expect(live.env.emulator.live.connections).toBe(0))
  })

  it('joins only while it is enabled', async () => {
    const { rerender } = render(
      <App env={live.env}>
        <Call name="Ann" enabled={false} />
      </App>,
    )
    await shows('idle')
    expect(live.browser.sockets).toHaveLength(0)
    rerender(
      <App env={live.env}>
        <Call name="Ann" />
      </App>,
    )
    await shows('joined')
    rerender(
      <App env={live.env}>
        <Call name="Ann" enabled={false} />
      </App>,
    )
    await shows('left left')
  })

  it.each<[PendingRoomId]>([[undefined], [null], [''], [skipToken]])(
    'joins once the room id is there, and not with %s',
    async (missing) => {
      const page = (roomId: PendingRoomId) => (
        <App env={live.env}>
          <Status roomId={roomId} />
        </App>
      )
      const { rerender } = render(page(missing))
      await shows('idle')
      rerender(page(live.roomId))
      await shows('joined')
      expect(live.browser.sockets).toHaveLength(1)
    },
  )

  it('ends at once in a browser without WebRTC', async () => {
    const { RTCPeerConnection } = globalThis
    Reflect.set(globalThis, 'RTCPeerConnection', undefined)
    render(
      <App env={live.env}>
        <Call name="Ann" />
      </App>,
    )
    expect(screen.getByText('left unsupported')).toBeDefined()
    expect(live.browser.sockets).toHaveLength(0)
    Reflect.set(globalThis, 'RTCPeerConnection', RTCPeerConnection)
  })

  it('lists the participants with their video, the local one first', async () => {
    const tracks = { video: createTrack('video') }
    render(
      <App env={live.env}>
        <Call name="Ann" />
        <Call name="Ben" tracks={tracks} />
      </App>,
    )
    await waitFor(() => expect(screen.getByTestId('Ann sees Ben').querySelector('video')).not.toBeNull(), {
      timeout: 4_000,
    })
    const order = Array.from(screen.getByLabelText('Ben').querySelectorAll('[data-testid]'))
    expect(order.map((element) => element.getAttribute('data-testid'))).toEqual([
      'Ben sees Ben',
      'Ben sees Ann',
    ])
  })

  it('loads the vendor’s package automatically, also in Node', async () => {
    render(
      <App env={live.env}>
        <Call name="Ann" load={undefined} />
      </App>,
    )
    await shows('joined')
  })

  it('reports a failed join, and can join again', async () => {
    let isBroken = true
    const loadLate = async () => {
      if (isBroken) throw new Error('The package was not there')
      return vendor
    }
    render(
      <App env={live.env}>
        <Call name="Ann" load={loadLate} limits={{ joinAttempts: 1 }} />
      </App>,
    )
    await shows('left network')
    isBroken = false
    fireEvent.click(screen.getByText('Join Ann'))
    await shows('joined')
  })

  it('does nothing on a server', () => {
    const html = renderToString(
      <App env={live.env}>
        <Call name="Ann" />
      </App>,
    )
    expect(html).toContain('idle')
    expect(live.browser.sockets).toHaveLength(0)
  })
})

describe('useRoomMessages', () => {
  it('reports why a message was not sent, and does not throw', async () => {
    render(
      <App env={live.env}>
        <Chat />
      </App>,
    )
    await shows('joined')
    fireEvent.click(screen.getByText('Say'))
    await shows('Messages are disabled')
  })
})
